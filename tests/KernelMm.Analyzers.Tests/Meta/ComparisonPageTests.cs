using System.Globalization;
using KernelMm.Analyzers.Rules;

namespace KernelMm.Analyzers.Tests.Meta;

/// <summary>
/// The page that <c>KernelMm.Comparison -- table</c> writes is no older than the corpus: what it says of our own rules is what the
/// corpus expects of them, which other tests hold them to.
/// </summary>
public sealed class ComparisonPageTests
{
    private static readonly string[] Page =
        File.ReadAllLines(Path.Combine(RuleCompletenessTests.RepositoryRoot(), "analyzers", "docs", "comparison.md"));

    private static readonly CorpusSource[] Bugs =
        [.. CorpusSource.All.Where(s => s.Expected.Count > 0 || (s.Room == "Bugs" && s.IsBefore))];

    [Fact]
    public void It_counts_the_bugs_of_each_rule_and_that_all_are_reported() => Assert.Equal(
        RuleCatalogue.All.Select(r => r.Descriptor).Select(r => $"| [{r.Id}]({r.Id}.md) | {r.Title} | {BugsOf(r.Id)} | {BugsOf(r.Id)}"),
        Section("Bugs, by the rule that reports them here").Where(l => l.StartsWith("| [KMM", StringComparison.Ordinal)).Select(l => Cells(l, 4)));

    [Fact]
    public void It_names_every_bug_with_the_rules_that_report_it() => Assert.Equal(
        Bugs.Select(b => $"| {b.Room}/{b.Name} | {string.Join(' ', Rules(b))}".TrimEnd()),
        Section("Which bugs").Skip(2).Select(l => Cells(l, 2)));

    [Fact]
    public void It_says_that_nothing_right_is_accused()
    {
        var rooms = CorpusSource.All.Except(Bugs).GroupBy(s => s.Room).Select(r => (Name: r.Key, Files: r.Count())).ToList();
        Assert.Equal(
            rooms.Append(("all", rooms.Sum(r => r.Files))).Select(r => string.Create(CultureInfo.InvariantCulture, $"| {r.Item1} | {r.Item2} | 0")),
            Section("What is right, and accused all the same").Skip(2).Select(l => Cells(l, 3)));
    }

    private static IEnumerable<string> Section(string heading) => Page
        .SkipWhile(l => l != "## " + heading).Skip(1)
        .TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal))
        .Where(l => l.StartsWith("| ", StringComparison.Ordinal));

    private static string Cells(string row, int count) => string.Join(" |", row.Split(" |").Take(count)).TrimEnd();

    private static IEnumerable<string> Rules(CorpusSource bug) =>
        bug.Expected.Select(e => e.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal);

    private static int BugsOf(string id) => Bugs.Count(b => Rules(b).Contains(id, StringComparer.Ordinal));
}
