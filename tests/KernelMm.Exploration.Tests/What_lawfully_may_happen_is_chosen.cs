using KernelMm.Exploration.Results;
using KernelMm.PageTables.X64;
using static KernelMm.PageTables.X64.Pgtable;

namespace KernelMm.Exploration.Tests;

public sealed class What_lawfully_may_happen_is_chosen
{
    private static readonly VirtualAddress Address = new(0x7f12_3456_7000);

    [Fact]
    public void A_map_fails_where_it_is_asked_for()
    {
        Assert.Equal(2, Maps(machine => machine.Injections.MapFailures = true, isLocked: false));
        Assert.Equal(1, Maps(_ => { }, isLocked: false));
    }

    [Fact]
    public void Not_where_the_slot_is_locked_and_so_cannot_change() =>
        Assert.Equal(1, Maps(machine => machine.Injections.MapFailures = true, isLocked: true));

    [Fact]
    public void Nor_where_the_slot_is_a_copy_of_ones_own()
    {
        ExplorationResult result = One_actor.Run(
            mm =>
            {
                PmdPtr pmd = WithTable(mm);
                Pmd copy = PmdpGetLockless(mm, pmd);
                unsafe
                {
                    PtePtr pte = PteOffsetMap(mm, new PmdPtr(&copy), Address);
                    Assert.False(pte.IsNull);
                    PteUnmap(mm, pte);
                }
            },
            begin: machine => machine.Injections.MapFailures = true);

        Assert.Equal((1, 0), (result.Executions, result.Failures.Count));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 6)]
    [InlineData(2, 16)]
    public void Interrupts_arrive_between_any_two_operations_with_interrupts_on(int most, int executions)
    {
        HashSet<string> seen = [];
        string order = "";

        // Five places for one: before each of five operations; the section with interrupts off is one place.
        ExplorationResult result = One_actor.Run(
            mm =>
            {
                order = "";
                SpinlockPtr spinlock = mm.Machine.NewSpinlock("lru_lock");
                mm.RcuReadLock();
                order += "a";
                mm.RcuReadUnlock();
                order += "b";
                nuint flags = mm.LocalIrqSave();
                order += "c";
                mm.SpinLock(spinlock);
                mm.SpinUnlock(spinlock);
                order += "d";
                mm.LocalIrqRestore(flags);
                mm.RcuReadLock();
                order += "e";
                mm.RcuReadUnlock();
                seen.Add(order);
            },
            begin: machine =>
            {
                machine.Injections.InterruptsPerTask = most;
                machine.Injections.InterruptHandler = () =>
                {
                    Assert.True(machine.InAtomic);
                    order += "!";
                };
            });

        Assert.Empty(result.Failures);
        Assert.Equal(executions, result.Executions);
        Assert.DoesNotContain(seen, one => one.Contains("c!", StringComparison.Ordinal));
        Assert.Equal(most == 0 ? 1 : executions, seen.Count);
    }

    [Fact]
    public void One_answer_replays_by_its_schedule()
    {
        Execution execution = Explore.Replay(Scenarios.Catalogue.Find("map-failure/broken")!.Make, "a2~1");

        Assert.Equal("NULLMAP", execution.Failure?.Name);
        Assert.Contains(execution.Steps, step => step.Answers == "MapFailure 1 of 2");
    }

    private static long Maps(Action<Machine> begin, bool isLocked)
    {
        ExplorationResult result = One_actor.Run(
            mm =>
            {
                PmdPtr pmd = WithTable(mm);
                SpinlockPtr pml;
                unsafe
                {
                    pml = mm.PmdLockPtr(pmd.Slot);
                }

                if (isLocked)
                {
                    mm.SpinLock(pml);
                }

                PtePtr pte = PteOffsetMap(mm, pmd, Address);
                if (pte)
                {
                    PteUnmap(mm, pte);
                }

                if (isLocked)
                {
                    mm.SpinUnlock(pml);
                }
            },
            begin: begin);
        Assert.Empty(result.Failures);
        return result.Executions;
    }

    private static PmdPtr WithTable(Mm mm)
    {
        PmdPtr pmd = Pgalloc.UpperTables.PmdAlloc(mm, Pgalloc.UpperTables.PudAlloc(mm, Pgalloc.UpperTables.P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, Address), Address), Address), Address);
        Assert.False(Pgalloc.PteAllocation.PteAlloc(mm, pmd));
        return pmd;
    }
}
