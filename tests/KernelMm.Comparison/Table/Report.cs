using KernelMm.Comparison.Corpus;
using KernelMm.Comparison.Forms;
using KernelMm.Comparison.Others;
using Microsoft.CodeAnalysis;

namespace KernelMm.Comparison.Table;

/// <summary>Where each rule of one tool spoke in each file, in one form of the corpus.</summary>
/// <param name="Tool">Who looked.</param>
/// <param name="Form">At what.</param>
/// <param name="Lines">By rule and file, one for each time.</param>
internal sealed record Report(Tool Tool, Form Form, IReadOnlyDictionary<(string Rule, string File), int[]> Lines)
{
    public static async Task<Report> Of(Tool tool, Form form, Compilation compilation)
    {
        var diagnostics = await tool.Report(compilation);
        return new Report(
            tool,
            form,
            diagnostics.Where(d => d.Location.SourceTree is not null)
                .GroupBy(d => (d.Id, d.Location.SourceTree!.FilePath))
                .ToDictionary(g => g.Key, g => g.Select(d => d.Location.GetLineSpan().StartLinePosition.Line + 1).ToArray()));
    }

    public IEnumerable<string> Rules { get; } = [.. Lines.Keys.Select(k => k.Rule).Distinct()];

    public IReadOnlyList<int> Of(string rule, CorpusFile file) => Lines.GetValueOrDefault((rule, file.Path)) ?? [];

    public int Of(string rule, IEnumerable<CorpusFile> files) => files.Sum(f => Of(rule, f).Count);
}
