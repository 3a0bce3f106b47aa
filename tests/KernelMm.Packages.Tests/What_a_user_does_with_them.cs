namespace KernelMm.Packages.Tests;

/// <summary>Projects and a shell outside of the repository, with nothing but the packages and the SDK.</summary>
public sealed class What_a_user_does_with_them(PackedFeed feed)
{
    private const string Warning = "error KMM0001";

    [Fact]
    public void A_level_file_of_ones_own_compiles_and_walks()
    {
        string folder = feed.NewConsumer("OwnMachine");
        Build(folder).Succeeded();

        Outcome walked = Dotnet.Run(folder, feed.Environment, "bin/Debug/net10.0/OwnMachine.dll").Succeeded();

        Assert.Equal("1 page, Mapped, 0x80002abc, writable: True\n", walked.Output);
    }

    [Fact]
    public void A_mistake_in_a_level_file_is_an_error_at_its_place()
    {
        string folder = feed.NewConsumer("OwnMachine");
        string file = Path.Combine(folder, "acorn.levels.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("entry_bits: 32", "entry_bits: 65", StringComparison.Ordinal));

        Outcome built = Build(folder);

        Assert.Equal(1, built.ExitCode);
        Assert.Matches(@"acorn\.levels\.yaml\(6,13\): error KML\d{4}: ", built.Everything);
    }

    [Fact]
    public void A_map_that_is_not_tested_does_not_build_until_it_is()
    {
        string folder = feed.NewConsumer("Guarded");

        Outcome broken = Build(folder, "-p:Variant=Unchecked");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains($"Unchecked.cs(11,48): {Warning}", broken.Everything, StringComparison.Ordinal);
        Assert.All(broken.Everything.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)), line => Assert.Contains(Warning, line, StringComparison.Ordinal));

        Build(folder).Succeeded();
    }

    [Fact]
    public void A_project_full_of_mistakes_builds_once_dotnet_format_has_repaired_it()
    {
        string folder = feed.NewConsumer("Unrepaired");
        Outcome broken = Build(folder);
        Assert.Equal(1, broken.ExitCode);
        Assert.All((string[])["KMM0001", "KMM0004", "KMM0008"], id => Assert.Contains($"error {id}", broken.Everything, StringComparison.Ordinal));

        Dotnet.Run(folder, feed.Environment, "format", "analyzers", "--no-restore", "--severity", "warn").Succeeded();

        Build(folder).Succeeded();
    }

    [Fact]
    public void This_compiler_loads_the_rules_and_the_fixes()
    {
        string folder = feed.NewConsumer("Guarded");
        Dotnet.Run(folder, feed.Environment, "restore", "-nodeReuse:false").Succeeded();

        string loaded = Dotnet.Run(folder, feed.Environment, "build", "--no-restore", "-nodeReuse:false", "-t:ResolvePackageDependenciesForBuild", "-getItem:Analyzer").Succeeded().Output;

        Assert.Contains("KernelMm.Analyzers.dll", loaded, StringComparison.Ordinal);
        Assert.Contains("KernelMm.CodeFixes.dll", loaded, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_is_installed_and_walks_from_any_folder()
    {
        string tools = feed.NewFolder("tools");
        Dotnet.Run(tools, feed.Environment, "tool", "install", "KernelMm.Cli", "--version", feed.Environment["KernelMmVersion"], "--tool-path", tools).Succeeded();
        string command = Path.Combine(tools, OperatingSystem.IsWindows() ? "kernelmm.exe" : "kernelmm");

        Outcome walked = Dotnet.RunFile(command, feed.NewFolder("elsewhere"), feed.Environment, "walk", "--format", "tsv").Succeeded();

        // A header, and a line for each page that the bundled process had mapped.
        Assert.Equal(1 + 163308, walked.Output.Count(character => character == '\n'));
        Assert.Empty(walked.Error);
    }

    private Outcome Build(string folder, params string[] more) => Dotnet.Run(folder, feed.Environment, ["build", "-nodeReuse:false", .. more]);
}
