using KernelMm.Generators.Tests.Driving;
using KernelMm.Testing;

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

        run.AssertSound();
        Assert.Equal([], Snapshots.Of("KernelMm.Generators.Tests").Compare($"GoldenTests.Architecture_arch={arch}", run.Texts.Where(text => text.Key != "Architectures.g.cs").ToDictionary()));
    }

    [Fact]
    public void Registry()
    {
        Run run = Run.First(LevelFile.Names.Select(LevelFile.Shipped).ToArray());

        run.AssertSound();
        Assert.Equal([], Snapshots.Of("KernelMm.Generators.Tests").Compare("GoldenTests.Registry", run.Texts.Where(text => text.Key == "Architectures.g.cs").ToDictionary()));
    }
}
