using System.Xml.Linq;

namespace KernelMm.House.Tests;

/// <summary>Dependencies point one way only: a project may reference what stands below it, and nothing else.</summary>
public sealed class Arrows_between_projects
{
    // Each project, and all that it may reference.
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["KernelMm.Contracts"] = [],
        ["KernelMm.PageTables"] = ["KernelMm.Contracts"],
        ["KernelMm"] = ["KernelMm.PageTables", "KernelMm.Contracts"],
        ["KernelMm.Exploration"] = ["KernelMm", "KernelMm.PageTables", "KernelMm.Contracts"],
        ["KernelMm.Scenarios"] = ["KernelMm.Exploration", "KernelMm", "KernelMm.PageTables", "KernelMm.Contracts"],
        ["KernelMm.Cli"] = ["KernelMm.Scenarios", "KernelMm.Exploration", "KernelMm", "KernelMm.PageTables", "KernelMm.Contracts", "KernelMm.Levels"],
        ["KernelMm.Levels"] = [],
        ["KernelMm.Generators"] = ["KernelMm.Levels"],
        ["KernelMm.Analyzers"] = [],
        ["KernelMm.CodeFixes"] = ["KernelMm.Analyzers"],
    };

    // What runs inside the compiler while a project is built is no dependency of the project.
    private static readonly string[] InTheCompiler = ["KernelMm.Generators", "KernelMm.Analyzers", "KernelMm.CodeFixes", "KernelMm.Levels"];

    public static TheoryData<string> Projects => [.. House.Projects.Keys.Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_stands_below_it(string project)
    {
        Assert.True(Below.ContainsKey(project), $"{project} has no place in the house: give it one here and in the README.");

        string[] upward = [.. References(project, inTheCompiler: false).Except(Below[project])];

        Assert.Empty(upward);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_generator_and_the_analyzers_run_in_the_compiler(string project) =>
        Assert.Empty(References(project, inTheCompiler: true).Except(InTheCompiler));

    [Theory]
    [InlineData("KernelMm.Levels")]
    [InlineData("KernelMm.Generators")]
    [InlineData("KernelMm.Analyzers")]
    [InlineData("KernelMm.CodeFixes")]
    public void What_runs_in_the_compiler_is_built_for_every_compiler(string project) =>
        Assert.Equal("netstandard2.0", House.Projects[project].Descendants("TargetFramework").Single().Value);

    // The others only say what has to be built before.
    private static bool IsCompiledAgainst(XElement reference) => (string?)reference.Attribute("ReferenceOutputAssembly") != "false";

    private static IEnumerable<string> References(string project, bool inTheCompiler) =>
        House.Projects[project].Descendants("ProjectReference")
            .Where(reference => inTheCompiler ? (string?)reference.Attribute("OutputItemType") == "Analyzer" : IsCompiledAgainst(reference))
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
}
