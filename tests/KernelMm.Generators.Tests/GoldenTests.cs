using System.Text;
using KernelMm.Generators.Tests.Driving;
using KernelMm.Testing;

namespace KernelMm.Generators.Tests;

/// <summary>What is generated for each level file that ships: as verified, compiled, and cached when it is asked for again.</summary>
public class GoldenTests
{
    private const int MostBytes = 150 * 1024;

    public static TheoryData<string> Names => new(LevelFile.Names);

    // One of each kind of output: the others differ from one of these in numbers alone.
    [Theory]
    [InlineData("arm64-4k-va48")]
    [InlineData("arm64-64k-va52")]
    [InlineData("riscv-sv32")]
    [InlineData("riscv-sv39")]
    [InlineData("s390x")]
    [InlineData("arm")]
    [InlineData("x64")]
    [InlineData("x64-la57")]
    [InlineData("x86")]
    [InlineData("x86-pae")]
    public void Architecture(string arch)
    {
        Run run = Run.First(LevelFile.Shipped(arch));

        run.AssertSound();
        Assert.Equal([], Snapshots.Of("KernelMm.Generators.Tests").Compare($"GoldenTests.Architecture_arch={arch}", run.Texts.Where(text => text.Key != "Architectures.g.cs").ToDictionary()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_compiles_and_is_small(string arch)
    {
        Run run = Run.First(LevelFile.Shipped(arch));

        run.AssertSound();
        int bytes = run.Texts.Where(text => text.Key != "Architectures.g.cs").Sum(text => Encoding.UTF8.GetByteCount(text.Value));
        Assert.True(bytes <= MostBytes, $"{arch} makes {bytes} bytes of code, and {MostBytes} are allowed.");
    }

    [Fact]
    public void Registry()
    {
        Run run = Run.First(LevelFile.Names.Select(LevelFile.Shipped).ToArray());

        run.AssertSound();
        Assert.Equal([], Snapshots.Of("KernelMm.Generators.Tests").Compare("GoldenTests.Registry", run.Texts.Where(text => text.Key == "Architectures.g.cs").ToDictionary()));
    }
}
