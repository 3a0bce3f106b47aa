namespace KernelMm.Tests.Differential;

public sealed class Modes_of_the_kernel
{
    [Theory]
    [InlineData("quiet console=ttyS0\n", 256UL)]
    [InlineData("quiet stack_guard_gap=17 panic=1\n", 17UL)]
    [InlineData("stack_guard_gap=1 stack_guard_gap=2", 2UL)]
    [InlineData("stack_guard_gap=much", 256UL)]
    public void The_gap_below_stacks_is_what_it_was_started_with(string commandLine, ulong pages) =>
        Assert.Equal(pages, KernelModes.GuardGapOf(commandLine));
}
