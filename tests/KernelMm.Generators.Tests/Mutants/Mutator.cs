using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KernelMm.Generators.Tests.Mutants;

/// <summary>Makes of a level file another that nobody would write: one to three changes of its bytes, tokens, structure or nesting.</summary>
internal sealed class Mutator(string original, int seed)
{
    private static readonly Regex Token = new("[A-Za-z_0-9]+|\"[^\"]*\"");

    // What breaks a parser, a shift, a mask, an identifier or a comment.
    private static readonly string[] Nasty =
    [
        "0", "1", "-1", "7", "12", "31", "32", "33", "52", "62", "63", "64", "65", "255", "4096", "0x0", "0xffffffff", "0xffff_ffff_ffff_ffff",
        "18446744073709551616", "1e3", "0.5", "\"63:0\"", "\"0:63\"", "\"64\"", "\"11:12\"", "\"62:1\"", "\"0\"", "true", "false", "null", "~", "yes", "zero", "all", "any", "not",
        "pte", "pmd", "pud", "p4d", "pgd", "[]", "{}", "[[]]", "{ not: {} }", "\"\"", "''", "*a", "&a b", "!!int 3", "|", ">", "class", "int", "Value", "value", "ToString",
        "Equals", "Raw", "@x", "a.b", "a-b", "é", "名", "*/", "</summary>", "<c>", "&amp;", "\"\\\"; }\"", "{0}", "\\u0041", "x y", "none", "present", "leaf", "bad",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next mutant.</summary>
    public string Next()
    {
        // One change gets past the parser more often than three, and what gets past is what has to compile.
        string text = original;
        for (int change = _random.Next(3) > 0 ? 1 : _random.Next(2, 4); change > 0; change--)
        {
            text = _random.Next(10) switch
            {
                0 or 1 => Bytes(text),
                2 or 3 or 4 or 5 => Tokens(text),
                6 or 7 or 8 => Lines(text),
                _ => Nesting(text),
            };
        }

        return text;
    }

    private string Bytes(string text)
    {
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(text)];
        for (int change = _random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            int at = _random.Next(bytes.Count);
            switch (_random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    bytes.Insert(at, (byte)_random.Next(256));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(_random.Next(1, 9), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(1, 9), bytes.Count - at)));
                    break;
            }
        }

        return _random.Next(50) == 0 ? text[.._random.Next(text.Length + 1)] : Encoding.UTF8.GetString(bytes.ToArray());
    }

    private string Tokens(string text)
    {
        MatchCollection tokens = Token.Matches(text);
        if (tokens.Count == 0)
        {
            return Nasty[_random.Next(Nasty.Length)];
        }

        Match target = tokens[_random.Next(tokens.Count)];
        string replacement = _random.Next(3) switch
        {
            0 => tokens[_random.Next(tokens.Count)].Value,
            1 => Nasty[_random.Next(Nasty.Length)],
            _ => Nearby(target.Value),
        };
        return text.Remove(target.Index, target.Length).Insert(target.Index, replacement);
    }

    // A number that is a little off gets past more checks than any other; and so does a name that is only its own beginning.
    private string Nearby(string token) => ulong.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
        ? unchecked(number + (ulong)_random.Next(-2, 3)).ToString(CultureInfo.InvariantCulture)
        : Regex.Replace(token, "[0-9]+", digits => Nearby(digits.Value)) is string shifted && shifted != token ? shifted : token[.._random.Next(1, token.Length + 1)];

    private string Lines(string text)
    {
        List<string> lines = [.. text.Split('\n')];
        int at = _random.Next(lines.Count);
        int count = Math.Min(_random.Next(3) == 0 ? _random.Next(1, 12) : 1, lines.Count - at);
        List<string> block = lines.GetRange(at, count);
        switch (_random.Next(6))
        {
            case 0 or 1:
                lines.RemoveRange(at, count);
                break;
            case 2:
                lines.InsertRange(_random.Next(lines.Count), block);
                break;
            case 3:
                lines.RemoveRange(at, count);
                lines.InsertRange(_random.Next(lines.Count + 1), block);
                break;
            case 4:
                lines.RemoveRange(at, count);
                lines.InsertRange(at, block.Select(line => "  " + line));
                break;
            default:
                lines.RemoveRange(at, count);
                lines.InsertRange(at, block.Select(line => line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line));
                break;
        }

        return string.Join('\n', lines);
    }

    private string Nesting(string text)
    {
        MatchCollection tokens = Token.Matches(text);
        if (tokens.Count == 0)
        {
            return text;
        }

        Match target = tokens[_random.Next(tokens.Count)];
        int depth = _random.Next(20) == 0 ? _random.Next(1000, 20_000) : _random.Next(1, 40);
        (string open, string close) = _random.Next(5) switch
        {
            0 => ("[", "]"),
            1 => ("{ not: ", " }"),
            2 => ("{ all: [", "] }"),
            3 => ("{ any: [", "] }"),
            _ => ("[", string.Empty),
        };
        return new StringBuilder(text, 0, target.Index, text.Length + (depth * 10))
            .Insert(target.Index, open, depth).Append(target.Value).Append(new StringBuilder().Insert(0, close, depth)).Append(text, target.Index + target.Length, text.Length - target.Index - target.Length)
            .ToString();
    }
}
