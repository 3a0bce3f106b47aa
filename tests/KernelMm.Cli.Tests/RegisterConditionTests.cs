using KernelMm.Cli.Commands;
using KernelMm.Cli.Images;

namespace KernelMm.Cli.Tests;

/// <summary>How a level file's condition on a register is judged.</summary>
public sealed class RegisterConditionTests
{
    [Theory]
    [InlineData(null, 0UL, true)]
    [InlineData("CR4.12=1", 0x1000UL, true)]
    [InlineData("CR4.12=1", 0xefffUL, false)]
    [InlineData("cr4.12=0", 0xefffUL, true)]
    [InlineData("CR4.63:60=8", 0x8fff_ffff_ffff_ffffUL, true)]
    [InlineData("CR4.63:60=8", 0x9000_0000_0000_0000UL, false)]
    [InlineData("CR4.63:0=5", 5UL, true)]
    [InlineData("satp.63:60=8", 0UL, null)]
    public void It_holds_or_not_or_nobody_knows(string? condition, ulong cr4, bool? holds)
    {
        ImageRegisters registers = new();
        registers.Offer("CR4", cr4, "a test");

        Assert.Equal(holds, RegisterCondition.Holds(condition, registers));
    }

    [Fact]
    public void The_first_source_of_a_register_counts()
    {
        ImageRegisters registers = new();
        registers.Offer("CR3", 1, "the CPU");
        registers.Offer("CR3", 2, "a guess");

        Assert.True(registers.TryGet("CR3", out ulong value, out string source));
        Assert.Equal((1UL, "the CPU"), (value, source));
    }
}
