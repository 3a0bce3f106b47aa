using System.Text.RegularExpressions;
using KernelMm.Generators.Tests.Driving;
using KernelMm.Testing;

namespace KernelMm.Generators.Tests;

/// <summary>ADDING.md: short, and its example is one that compiles.</summary>
public sealed partial class The_page_about_adding_an_architecture
{
    private const int MostLines = 80;

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "src/KernelMm.PageTables/levels/ADDING.md"));

    [Fact]
    public void Is_at_most_eighty_lines() => Assert.InRange(Page.Split('\n').Length - 1, 20, MostLines);

    [Fact]
    public void Has_an_example_that_compiles()
    {
        Run run = Run.First(Project.Compilation(Block("csharp")), [new LevelFile("levels/acorn.levels.yaml", Block("yaml"))]);

        run.AssertSound();
        Assert.Contains("Acorn.HardwareWalk.g.cs", run.Texts.Keys);
    }

    private static string Block(string language) =>
        Blocks().Matches(Page).Single(match => match.Groups[1].Value == language).Groups[2].Value;

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
