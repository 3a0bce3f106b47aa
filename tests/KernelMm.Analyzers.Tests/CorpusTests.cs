namespace KernelMm.Analyzers.Tests;

/// <summary>
/// The series itself: every call site before and after it, every bug with a known commit before and after its repair, the ten
/// shapes, and harmless variants. Each file gets exactly the diagnostics that its comments name, at those lines.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files => [.. CorpusSource.All.Select(s => s.FileName)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Gets_exactly_the_diagnostics_it_names(string file)
    {
        var source = CorpusSource.Named(file);
        var compilation = source.Compile();
        SourceUnderTest.MustCompile(compilation);
        var found = await SourceUnderTest.Analyze(compilation);
        var shown = found
            .OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)
            .Select(d => (Line: d.Location.GetLineSpan().StartLinePosition.Line + 1, d.Id))
            .OrderBy(d => d.Line).ThenBy(d => d.Id, StringComparer.Ordinal)
            .Select(d => $"{d.Line}: {d.Id}");
        Assert.True(source.Expected.SequenceEqual(shown), $"{file}\nexpected:\n{string.Join('\n', source.Expected)}\nfound:\n{string.Join('\n', found)}");
    }
}
