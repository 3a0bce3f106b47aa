using KernelMm.Analyzers.Rules;

namespace KernelMm.Analyzers.Tests.Meta;

/// <summary>What a rule's page shows is true: its bad sample is accused where it says so, and its good one is not.</summary>
public sealed class PageSampleTests
{
    // KMM0023 would need more ways through a method than a page can show; KMM0027 is about lists, which are no C#.
    private static readonly string[] NotCompiled = ["KMM0023", "KMM0027"];

    public static TheoryData<string> Ids => [.. RuleCatalogue.All.Select(r => r.Descriptor.Id).Except(NotCompiled)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_bad_sample_is_accused_where_its_comments_say(string id)
    {
        var sample = Read(id, "Bad");
        var found = await Lines(sample);
        Assert.NotEmpty(sample.Accused);
        Assert.Equal(sample.Accused, found.Where(f => f.Id == id).Select(f => f.Line).Distinct());
        Assert.Equal(sample.Also, found.Select(f => f.Id).Where(i => i != id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_good_sample_is_silent(string id) => Assert.Empty(await Lines(Read(id, "Good")));

    private static async Task<List<(string Id, int Line)>> Lines(PageSample sample)
    {
        var compilation = SourceUnderTest.Compile(sample.Source);
        SourceUnderTest.MustCompile(compilation);
        return [.. from diagnostic in await SourceUnderTest.Analyze(compilation)
            let line = diagnostic.Location.GetLineSpan().StartLinePosition.Line
            orderby line
            select (diagnostic.Id, line)];
    }

    private static PageSample Read(string id, string heading)
    {
        var page = File.ReadAllLines(Path.Combine(RuleCompletenessTests.RepositoryRoot(), "analyzers", "docs", id + ".md"));
        var text = page.SkipWhile(l => l != "## " + heading).SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```");
        return new PageSample(id, heading == "Bad", string.Join('\n', text));
    }
}
