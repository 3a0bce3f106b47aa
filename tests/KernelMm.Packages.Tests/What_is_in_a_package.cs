namespace KernelMm.Packages.Tests;

/// <summary>What a user gets, file by file.</summary>
public sealed class What_is_in_a_package(PackedFeed feed)
{
    // Each package, and what it brings with it.
    private static readonly Dictionary<string, string[]> All = new()
    {
        ["KernelMm"] = ["KernelMm.Contracts", "KernelMm.PageTables"],
        ["KernelMm.Analyzers"] = [],
        ["KernelMm.Cli"] = [],
        ["KernelMm.Contracts"] = [],
        ["KernelMm.Generators"] = [],
        ["KernelMm.PageTables"] = ["KernelMm.Contracts"],
    };

    public static TheoryData<string> Ids => [.. All.Keys];

    [Fact]
    public void There_are_these_packages_and_no_other() =>
        Assert.Equal(All.Keys.Order(StringComparer.Ordinal), feed.Packages.Select(package => package.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_says_what_it_is_and_under_which_licence(string id)
    {
        Package package = Of(id);

        Assert.Equal("MIT", package.Said("license"));
        Assert.Contains("LICENSE", package.Files);
        Assert.True(package.Said("description")!.Length > 40, package.Said("description"));
        Assert.Contains("page-tables", package.Said("tags"), StringComparison.Ordinal);
        Assert.Equal("README.md", package.Said("readme"));
        Assert.StartsWith("# ", package.Text("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_depends_on_what_it_is_compiled_against_and_on_nothing_else(string id) =>
        Assert.Equal(All[id], Of(id).Dependencies.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("KernelMm.Contracts", "T:KernelMm.Contracts.IPageTableMemory")]
    [InlineData("KernelMm.PageTables", "T:KernelMm.PageTables.X64.Pte")]
    [InlineData("KernelMm.PageTables", "M:KernelMm.PageTables.X64.HardwareWalk.Translate``1(``0,KernelMm.Contracts.PhysicalAddress,KernelMm.Contracts.VirtualAddress)")]
    [InlineData("KernelMm", "T:KernelMm.Machine")]
    public void An_editor_finds_the_documentation_generated_types_included(string id, string member) =>
        Assert.Contains($"<member name=\"{member}\">", Of(id).Text($"lib/net10.0/{id}.xml"), StringComparison.Ordinal);

    [Fact]
    public void The_generator_brings_all_that_the_compiler_has_to_load_and_the_schema() =>
        Assert.Superset(
            new HashSet<string>
            {
                "analyzers/dotnet/cs/KernelMm.Generators.dll", "analyzers/dotnet/cs/KernelMm.Levels.dll", "analyzers/dotnet/cs/YamlDotNet.dll",
                "buildTransitive/KernelMm.Generators.props", "buildTransitive/KernelMm.Generators.targets", "schema/levels.schema.json", "THIRD-PARTY-NOTICES.md",
            },
            Of("KernelMm.Generators").Files.ToHashSet());

    [Fact]
    public void The_rules_are_for_each_compiler_the_fixes_for_those_that_can_load_them_and_each_rule_has_its_page() =>
        Assert.Superset(
            new HashSet<string> { "analyzers/dotnet/cs/KernelMm.Analyzers.dll", "analyzers/dotnet/roslyn4.14/cs/KernelMm.CodeFixes.dll", "docs/KMM0001.md" },
            Of("KernelMm.Analyzers").Files.ToHashSet());

    private Package Of(string id) => feed.Packages.Single(package => package.Id == id);
}
