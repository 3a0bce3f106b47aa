using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Tests;

/// <summary>What a test says of a source: that it gets exactly the diagnostics its markup shows.</summary>
internal static class Verify
{
    /// <summary>Exactly the marked diagnostics, and where places are named, exactly those as additional locations of the first diagnostic.</summary>
    public static async Task Diagnostics(string marked, string? id = null)
    {
        var markup = Markup.Parse(marked, id);
        if (Sources.Note(markup.Source))
        {
            return;
        }

        var compilation = SourceUnderTest.Compile(markup.Source, id);
        SourceUnderTest.MustCompile(compilation);

        var found = (await SourceUnderTest.Analyze(compilation)).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id).ToList();
        Assert.Equal(
            Show(markup.Source, markup.Expected.OrderBy(e => e.Span.Start).ThenBy(e => e.Id)),
            Show(markup.Source, found.Select(d => (d.Id, d.Location.SourceSpan))));

        if (markup.Places.Count > 0)
        {
            var additional = found.SelectMany(d => d.AdditionalLocations).Select(l => l.SourceSpan).Distinct();
            Assert.Equal(
                Show(markup.Source, markup.Places.Values.OrderBy(s => s.Start).Select(s => ("place", s))),
                Show(markup.Source, additional.OrderBy(s => s.Start).Select(s => ("place", s))));
        }
    }

    /// <summary>No diagnostic at all, of a rule that is off by default only where it is named.</summary>
    public static Task Silent(string source, string? even = null) => Diagnostics(source, even);

    /// <summary>The statements of one method, in the surroundings that most tests need.</summary>
    public static string Method(string body, string returns = "void", string parameters = "Mm mm, PmdPtr pmd, VirtualAddress addr") => $$"""
        internal static class C
        {
            internal static {{returns}} M({{parameters}})
            {
        {{string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l))}}
            }
        }
        """;

    private static string Show(string source, IEnumerable<(string Id, TextSpan Span)> diagnostics)
    {
        var text = SourceText.From(source);
        return string.Join('\n', diagnostics.Select(d =>
        {
            var at = text.Lines.GetLinePosition(d.Span.Start);
            return $"{d.Id} ({at.Line + 1},{at.Character + 1}) {text.ToString(d.Span)}";
        }));
    }
}
