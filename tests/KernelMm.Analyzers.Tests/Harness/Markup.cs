using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// A source with its expectations taken out of it, in the notation of Microsoft's analyzer tests: <c>{|KMM0001:here|}</c> is a
/// diagnostic, several ids are parted by commas, <c>[|here|]</c> is one of the id under test, and <c>{|#0:there|}</c> names a
/// place that a diagnostic's additional locations can be checked against. They nest.
/// </summary>
internal sealed record Markup(string Source, IReadOnlyList<(string Id, TextSpan Span)> Expected, IReadOnlyDictionary<int, TextSpan> Places)
{
    public static Markup Parse(string text, string? defaultId)
    {
        var source = new StringBuilder();
        var open = new Stack<(string Ids, int Start)>();
        var expected = new List<(string, TextSpan)>();
        var places = new Dictionary<int, TextSpan>();

        for (var i = 0; i < text.Length; i++)
        {
            var rest = text.AsSpan(i);
            if (rest.StartsWith("[|"))
            {
                open.Push((defaultId ?? throw new FormatException("[|…|] in a test of no one rule"), source.Length));
                i++;
            }
            else if (rest.StartsWith("{|") && rest.IndexOf(':') is var colon and > 0)
            {
                open.Push((rest[2..colon].ToString(), source.Length));
                i += colon;
            }
            else if (rest.StartsWith("|]") || rest.StartsWith("|}"))
            {
                Close();
                i++;
            }
            else
            {
                source.Append(text[i]);
            }
        }

        return open.Count == 0
            ? new Markup(source.ToString(), expected, places)
            : throw new FormatException($"markup is left open: {open.Peek().Ids}");

        void Close()
        {
            var (ids, start) = open.Pop();
            var span = TextSpan.FromBounds(start, source.Length);
            foreach (var id in ids.Split(','))
            {
                if (id.StartsWith('#'))
                {
                    places.Add(int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), span);
                }
                else
                {
                    expected.Add((id, span));
                }
            }
        }
    }
}
