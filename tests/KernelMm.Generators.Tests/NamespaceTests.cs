using KernelMm.Generators.Tests.Driving;

namespace KernelMm.Generators.Tests;

public class NamespaceTests
{
    [Theory]
    [InlineData(null, null, "PageTables")]
    [InlineData(null, "My.App", "My.App")]
    [InlineData("My.Tables", "My.App", "My.Tables")]
    [InlineData("", "My.App", "My.App")]
    [InlineData("not a namespace", "My.App", "My.App")]
    [InlineData("My.class", null, "PageTables")]
    [InlineData("My..App", "", "PageTables")]
    public void The_types_go_where_the_project_says(string? chosen, string? project, string expected)
    {
        (string, string)[] properties = [.. chosen is null ? [] : new[] { ("KernelMmPageTablesNamespace", chosen) }, .. project is null ? [] : new[] { ("RootNamespace", project) }];

        Run run = Run.First(Project.Compilation(), [LevelFile.Shipped("x64")], new BuildProperties(properties));

        Assert.NotEmpty(run.Texts);
        Assert.All(run.Texts.Values, text => Assert.Contains($"namespace {expected}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_additional_files_are_none_of_our_business()
    {
        Run run = Run.First(new LevelFile("settings.yaml", "[["), new LevelFile("x64.levels.yml", "[["), new LevelFile("levels.yaml", "[["));

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Texts);
    }

    [Fact]
    public void A_project_without_level_files_gets_no_registry() => Assert.Empty(Run.First().Texts);
}
