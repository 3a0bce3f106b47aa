using KernelMm.Comparison.Corpus;
using KernelMm.Comparison.Others;

namespace KernelMm.Comparison.Table;

/// <summary>
/// What counts. A tool reports a bug where, in some form, one of its rules that count speaks more often than in the repaired form
/// of the same bug. It accuses what is right where one of them speaks at all.
/// </summary>
internal sealed class Verdicts(CorpusFolder corpus, IReadOnlyList<Report> reports)
{
    // What the mistakes are about, in the words of each tool: null, disposal, locks, what is thrown away, what is always so.
    private static readonly HashSet<string> About =
    [
        "CA1508", "CA1806", "CA2000", "CA2002", "CA2213", "CA2215",
        "S1848", "S2222", "S2259", "S2551", "S2583", "S2589", "S2930", "S2931", "S2952", "S2997", "S3966", "S4158",
        "MA0042", "MA0045", "MA0100", "MA0129", "RCS1210", "RCS1229", "RCS1261",
    ];

    private readonly IReadOnlyList<CorpusFile> _repaired = [.. corpus.Files.Where(f => f.Name.EndsWith(".after", StringComparison.Ordinal))];
    private readonly IReadOnlyList<CorpusFile> _broken = [.. corpus.Files.Where(f => f.Name.EndsWith(".before", StringComparison.Ordinal))];

    public IEnumerable<Report> Of(Tool tool) => reports.Where(r => r.Tool == tool);

    /// <summary>The rules of this tool that speak of this bug, in any form.</summary>
    public IReadOnlyList<string> Reporting(Tool tool, CorpusFile bug) => Distinct(Of(tool).SelectMany(r => Reporting(r, bug)));

    public IEnumerable<string> Reporting(Report report, CorpusFile bug) =>
        report.Rules.Where(rule => report.Of(rule, bug).Count > Repaired(report, rule, bug) && Counts(report, rule));

    /// <summary>Whether this tool reports what <paramref name="ours"/> reports in this file, and not only another mistake beside it.</summary>
    public bool Reports(Tool tool, CorpusFile bug, string ours) =>
        Of(tool).Any(report => Reporting(report, bug).Any(rule => bug.Rules.Count == 1 || report.Of(rule, bug).Intersect(bug.Lines(ours)).Any()));

    /// <summary>The rules of this tool that accuse this file, which is right, in any form.</summary>
    public IReadOnlyList<string> Accusing(Tool tool, CorpusFile harmless) => Distinct(Of(tool).SelectMany(r => Accusing(r, harmless)));

    public IEnumerable<string> Accusing(Report report, CorpusFile harmless) =>
        report.Rules.Where(rule => report.Of(rule, harmless).Count > 0 && Counts(report, rule));

    // By its subject, or because over the whole corpus it tells what is broken from what is repaired.
    private bool Counts(Report report, string rule) =>
        report.Tool == Toolbox.Ours || About.Contains(rule) || IsNullable(rule)
        || (report.Of(rule, _broken) is > 0 and var broken && broken >= 2 * report.Of(rule, _repaired));

    private static bool IsNullable(string rule) => rule.StartsWith("CS86", StringComparison.Ordinal) || rule.StartsWith("CS87", StringComparison.Ordinal);

    private int Repaired(Report report, string rule, CorpusFile bug) =>
        _repaired.FirstOrDefault(f => f.Subject == bug.Subject) is { } repaired ? report.Of(rule, repaired).Count : 0;

    private static IReadOnlyList<string> Distinct(IEnumerable<string> rules) => [.. rules.Distinct().Order(StringComparer.Ordinal)];
}
