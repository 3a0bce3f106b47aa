using KernelMm.Exploration.Results;
using KernelMm.Physical;

namespace KernelMm.Exploration.Tests;

public sealed class Actors_end_with_nothing_in_their_hands
{
    private static readonly Dictionary<string, Action<Mm>> Ends = new()
    {
        ["in an RCU section"] = mm => mm.RcuReadLock(),
        ["with a spinlock"] = mm => mm.SpinLock(mm.PtlockPtr(mm.Root)),
        ["with a semaphore"] = mm => mm.MmapLock.MmapReadLock(),
        ["with a folio lock"] = mm => mm.Machine.FolioLock.Lock(mm.Machine.PageAllocator.AllocPages(Gfp.Kernel)!.Value),
        ["with interrupts off"] = mm => mm.LocalIrqSave(),
        ["with a reference"] = mm => mm.Machine.PageAllocator.AllocPages(Gfp.Kernel),
    };

    [Theory]
    [InlineData("in an RCU section", "is in 1 RCU sections")]
    [InlineData("with a spinlock", "holds 1 spinlocks")]
    [InlineData("with a semaphore", "1 semaphores")]
    [InlineData("with a folio lock", "1 folio locks")]
    [InlineData("with interrupts off", "its interrupts are off")]
    [InlineData("with a reference", "with 1 references to frames on balance instead of 0")]
    public void The_engine_looks_by_itself(string end, string message)
    {
        Failure failure = Assert.Single(One_actor.Run(mm => Ends[end](mm), references: 0).Failures).Failure;

        Assert.Equal(FailureKind.Unbalanced, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_may_be_left_by_who_says_so() =>
        Assert.Empty(One_actor.Run(mm => Ends["with a reference"](mm), references: 1).Failures);
}
