namespace KernelMm.Tests;

/// <summary>
/// One thread detaches, replaces and re-attaches the table behind a slot, under the slot's lock and the table's, while another
/// maps it. Each table's entries carry that table's own frame number, so a mapper can tell whose table it looks at.
/// </summary>
public sealed class The_contract_under_two_threads
{
    private const int Rounds = 200_000;

    [Fact]
    public void What_is_mapped_and_locked_is_what_the_slot_names_until_it_is_given_back()
    {
        using AddressSpace space = new();
        Pmd[] states = [space.NewPageTable(new Pfn(1)), new Pmd(0), space.NewPageTable(new Pfn(2)), AddressSpace.HugePage, AddressSpace.MigrationEntry];
        Outcome outcome = default;

        Race(space, states, () => outcome = MapLocked(space, outcome));

        Assert.Equal(0, outcome.Wrong);
        Assert.True(outcome.Mapped > 0, "The mapper never met a table.");
        Assert.True(outcome.Null > 0, "The mapper never met a slot without one.");
    }

    [Fact]
    public void What_is_mapped_unlocked_is_always_some_table()
    {
        using AddressSpace space = new();
        Pmd[] states = [space.NewPageTable(new Pfn(1)), new Pmd(0), space.NewPageTable(new Pfn(2)), AddressSpace.HugePage];
        Outcome outcome = default;

        Race(space, states, () => outcome = MapUnlocked(space, outcome));

        Assert.Equal(0, outcome.Wrong);
        Assert.True(outcome.Mapped > 0, "The mapper never met a table.");
        Assert.True(outcome.Null > 0, "The mapper never met a slot without one.");
    }

    private record struct Outcome(int Mapped, int Null, int Wrong);

    // The threads may take long turns on a busy machine: the mapper goes on until it has met both, within a bound.
    private static void Race(AddressSpace space, Pmd[] states, Func<Outcome> lap)
    {
        using Barrier start = new(2);
        bool done = false;
        Exception? failure = null;
        Thread flipper = new(() =>
        {
            start.SignalAndWait();
            for (int turn = 0; !Volatile.Read(ref done); turn++)
            {
                Flip(space.Mm, space.Pmd, states[turn % states.Length]);
            }
        });
        Thread mapper = new(() =>
        {
            start.SignalAndWait();
            try
            {
                Outcome outcome = default;
                for (int round = 0; round < Rounds || (round < 100 * Rounds && (outcome.Mapped == 0 || outcome.Null == 0)); round++)
                {
                    outcome = lap();
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            Volatile.Write(ref done, true);
        });
        flipper.Start();
        mapper.Start();
        mapper.Join();
        flipper.Join();
        Assert.Null(failure);
    }

    // As every detacher does: the slot's lock outside, the lock of the table that it names inside.
    private static unsafe void Flip(Mm mm, PmdPtr pmd, Pmd next)
    {
        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        Pmd old = PmdpGet(mm, pmd);
        if (old.Kind == EntryKind.Table)
        {
            SpinlockPtr ptl = mm.PtlockPtr(old.TableAddress);
            mm.SpinLockNested(ptl);
            SetPmd(mm, pmd, next);
            mm.SpinUnlock(ptl);
        }
        else
        {
            SetPmd(mm, pmd, next);
        }

        mm.SpinUnlock(pml);
    }

    private static Outcome MapLocked(AddressSpace space, Outcome outcome)
    {
        PtePtr pte = PteOffsetMapLock(space.Mm, space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return outcome with { Null = outcome.Null + 1, Wrong = outcome.Wrong + Held(space.Machine) };
        }

        Pmd named = PmdpGet(space.Mm, space.Pmd);
        bool isNamed = named.Kind == EntryKind.Table && space.Mm.PtlockPtr(named.TableAddress) == ptl && IsIn(space, pte, named);
        PteUnmapUnlock(space.Mm, pte, ptl);
        return outcome with { Mapped = outcome.Mapped + 1, Wrong = outcome.Wrong + (isNamed ? 0 : 1) };
    }

    private static Outcome MapUnlocked(AddressSpace space, Outcome outcome)
    {
        PtePtr pte = PteOffsetMap(space.Mm, space.Pmd, AddressSpace.Address);
        if (!pte)
        {
            return outcome with { Null = outcome.Null + 1, Wrong = outcome.Wrong + Held(space.Machine) };
        }

        bool isTable = PtepGet(space.Mm, pte).Pfn.Value is 1 or 2;
        PteUnmap(space.Mm, pte);
        return outcome with { Mapped = outcome.Mapped + 1, Wrong = outcome.Wrong + (isTable ? 0 : 1) };
    }

    private static unsafe bool IsIn(AddressSpace space, PtePtr pte, Pmd pmd) =>
        space.Mm.AddressOf(pte.Slot).AlignDown(PageSize) == pmd.TableAddress;

    private static int Held(Machine machine) => machine.RcuDepth + machine.SpinlocksHeld;
}
