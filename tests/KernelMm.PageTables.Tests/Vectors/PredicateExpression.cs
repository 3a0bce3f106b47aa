using System.Text.RegularExpressions;

namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>
/// Evaluates the C conditions of the reference vectors: <c>v</c> or <c>(v &amp; 0x1)</c> compared with a number, <c>true</c>,
/// <c>false</c>, joined by <c>&amp;&amp;</c>, <c>||</c> and brackets.
/// </summary>
internal sealed partial class PredicateExpression
{
    private readonly string[] _tokens;
    private int _next;

    private PredicateExpression(string text) => _tokens = [.. Tokens().Matches(text).Select(match => match.Value)];

    public static Func<ulong, bool> Parse(string text)
    {
        var parser = new PredicateExpression(text);
        Func<ulong, bool> condition = parser.Any();
        return parser._next == parser._tokens.Length ? condition : throw new FormatException($"`{text}` goes on after its end.");
    }

    [GeneratedRegex(@"0x[0-9a-fA-F]+|\w+|&&|\|\||[=!<>]=|\S")]
    private static partial Regex Tokens();

    private Func<ulong, bool> Any()
    {
        Func<ulong, bool> left = All();
        while (Take("||"))
        {
            (Func<ulong, bool> first, Func<ulong, bool> second) = (left, All());
            left = value => first(value) || second(value);
        }

        return left;
    }

    private Func<ulong, bool> All()
    {
        Func<ulong, bool> left = Condition();
        while (Take("&&"))
        {
            (Func<ulong, bool> first, Func<ulong, bool> second) = (left, Condition());
            left = value => first(value) && second(value);
        }

        return left;
    }

    private Func<ulong, bool> Condition()
    {
        if (Take("true"))
        {
            return _ => true;
        }

        if (Take("false"))
        {
            return _ => false;
        }

        if (Peek(0) == "(" && Peek(2) != "&")
        {
            Expect("(");
            Func<ulong, bool> inner = Any();
            Expect(")");
            return inner;
        }

        ulong mask = Operand();
        string comparison = Peek(0);
        _next++;
        ulong number = Number();
        return comparison switch
        {
            "==" => value => (value & mask) == number,
            "!=" => value => (value & mask) != number,
            "<" => value => (value & mask) < number,
            ">" => value => (value & mask) > number,
            _ => throw new FormatException($"`{comparison}` is no comparison."),
        };
    }

    private ulong Operand()
    {
        if (Take("v"))
        {
            return ulong.MaxValue;
        }

        Expect("(");
        Expect("v");
        Expect("&");
        ulong mask = Number();
        Expect(")");
        return mask;
    }

    private ulong Number()
    {
        string token = Peek(0);
        _next++;
        return token.StartsWith("0x", StringComparison.Ordinal) ? ArchVectors.Hex(token) : ulong.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
    }

    private string Peek(int ahead) => _next + ahead < _tokens.Length ? _tokens[_next + ahead] : string.Empty;

    private bool Take(string token)
    {
        bool found = Peek(0) == token;
        _next += found ? 1 : 0;
        return found;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw new FormatException($"`{token}` was expected instead of `{Peek(0)}`.");
        }
    }
}
