using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Tests.Meta;

/// <summary>A rule is complete when its description, its page, its release row, its tests and its fix exist and agree.</summary>
public sealed class RuleCompletenessTests
{
    private static readonly string Root = RepositoryRoot();

    private static readonly string[] Headings =
        ["Cause", "Why", "Bad", "Good", "How to suppress", "What it cannot see", "The kernel bug it would have caught"];

    public static TheoryData<string> Ids => [.. RuleCatalogue.All.Select(r => r.Descriptor.Id)];

    [Fact]
    public void Ids_are_unique_and_in_order() =>
        Assert.Equal(Ids.Select(i => i.Data).Distinct().Order(), Ids.Select(i => i.Data));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Has_a_page_with_its_title_and_all_headings(string id)
    {
        var page = File.ReadAllLines(Path.Combine(Root, "analyzers", "docs", id + ".md"));
        Assert.Equal($"# {id}: {Rule(id).Title}", page[0]);
        Assert.Equal(Headings, page.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Has_a_release_row_with_its_title_and_severity(string id)
    {
        var folder = Path.Combine(Root, "analyzers", "KernelMm.Analyzers");
        var rows = File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"))
            .Concat(File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")));
        var rule = Rule(id);
        Assert.Single(rows, r => r == $"{id} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled")} | [{rule.Title}](../docs/{id}.md)");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Has_tests_of_every_kind_that_it_can_have(string id)
    {
        var kinds = typeof(RuleCompletenessTests).Assembly.GetTypes().Where(t => t.Namespace == $"KernelMm.Analyzers.Tests.{id}" && t.IsPublic);
        Assert.Equal(HasFix(id) ? ["CodeFix", "Diagnostics", "Valid"] : ["Diagnostics", "Valid"], kinds.Select(t => t.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Links_to_its_page(string id) => Assert.EndsWith($"analyzers/docs/{id}.md", Rule(id).HelpLinkUri, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Has_a_fix_that_can_repair_many_at_once_or_says_on_its_page_why_not(string id)
    {
        var saysWhyNot = File.ReadAllLines(Path.Combine(Root, "analyzers", "docs", id + ".md"))
            .Any(l => l.StartsWith("There is no fix: ", StringComparison.Ordinal));
        Assert.NotEqual(HasFix(id), saysWhyNot);
        Assert.All(VerifyFix.Providers.Where(p => p.FixableDiagnosticIds.Contains(id)), p => Assert.NotNull(p.GetFixAllProvider()));
    }

    [Fact]
    public void The_index_lists_every_rule_and_nothing_else()
    {
        var listed = File.ReadAllLines(Path.Combine(Root, "analyzers", "docs", "README.md"))
            .Where(l => l.StartsWith("| [KMM", StringComparison.Ordinal));
        Assert.Equal(RuleCatalogue.All.Select(r => $"| [{r.Descriptor.Id}]({r.Descriptor.Id}.md) | {r.Descriptor.Title} |"), listed);
    }

    [Fact]
    public void Every_mistake_of_the_catalogue_has_its_row_and_every_rule_is_named_there()
    {
        var index = File.ReadAllLines(Path.Combine(Root, "analyzers", "docs", "README.md"));
        var mistakes = index.SkipWhile(l => !l.StartsWith("## Which rule", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            Enumerable.Range(1, 30).Select(n => $"M{n}"),
            mistakes.Where(l => l.StartsWith("| M", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]).Where(m => m != "Mistake"));
        Assert.All(Ids, id => Assert.Contains(mistakes, l => l.Contains($"[{id.Data}]({id.Data}.md)", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_page_belongs_to_a_rule() => Assert.Equal(
        Ids.Select(i => i.Data),
        Directory.EnumerateFiles(Path.Combine(Root, "analyzers", "docs"), "KMM*.md").Select(Path.GetFileNameWithoutExtension).Order());

    private static bool HasFix(string id) => VerifyFix.Providers.Count(p => p.FixableDiagnosticIds.Contains(id)) == 1;

    private static DiagnosticDescriptor Rule(string id) => RuleCatalogue.All.Single(r => r.Descriptor.Id == id).Descriptor;

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KernelMm.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder.FullName;
    }
}
