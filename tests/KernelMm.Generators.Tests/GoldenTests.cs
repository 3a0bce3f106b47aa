using KernelMm.Generators.Tests.Driving;
using KernelMm.Generators.Tests.Golden;
using Microsoft.CodeAnalysis;

namespace KernelMm.Generators.Tests;

/// <summary>What is generated for each level file that ships: as verified, compiled, and cached when it is asked for again.</summary>
public class GoldenTests
{
    public static TheoryData<string> Names => new(LevelFile.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Architecture(string arch)
    {
        Run run = Run.First(LevelFile.Shipped(arch));

        AssertSound(run);
        Assert.Equal([], Snapshots.OfThisProject.Compare($"GoldenTests.Architecture_arch={arch}", run.Texts.Where(text => text.Key != "Architectures.g.cs").ToDictionary()));
    }

    [Fact]
    public void Registry()
    {
        Run run = Run.First(LevelFile.Names.Select(LevelFile.Shipped).ToArray());

        AssertSound(run);
        Assert.Equal([], Snapshots.OfThisProject.Compare("GoldenTests.Registry", run.Texts.Where(text => text.Key == "Architectures.g.cs").ToDictionary()));
    }

    private static void AssertSound(Run run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Equal([], run.Diagnostics);
        Assert.NotEmpty(run.Texts);
        string[] complaints = run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()).ToArray();
        Assert.True(complaints.Length == 0, string.Join("\n", complaints.Take(20)));

        Run second = run.Again();
        Assert.All(StepNames.All, step => Assert.Matches("^(-|Cached|Unchanged|Cached\\+Unchanged)$", second.Reasons(step)));
        Assert.All(second.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(run.Texts, second.Texts);
    }
}
