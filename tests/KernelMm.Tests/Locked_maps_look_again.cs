using KernelMm.Tests.Racing;

namespace KernelMm.Tests;

/// <summary>The window between the snapshot and the lock, driven by hand: the slot changes exactly when the lock is taken.</summary>
public sealed class Locked_maps_look_again : IDisposable
{
    private readonly AddressSpace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact]
    public void When_the_table_was_replaced_the_new_one_is_mapped_under_its_own_lock()
    {
        Pmd before = _space.NewPageTable(new Pfn(1));
        Pmd after = _space.NewPageTable(new Pfn(2));
        RacingMm mm = Racing(before, after);

        PtePtr pte = PteOffsetMapLock(mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        Assert.False(pte.IsNull);
        Assert.Equal(new Pfn(2), PtepGet(mm, pte).Pfn);
        Assert.Equal(_space.Mm.PtlockPtr(after.TableAddress), ptl);
        Assert.Equal((1, 1), (_space.Machine.SpinlocksHeld, _space.Machine.RcuDepth));
        PteUnmapUnlock(mm, pte, ptl);
    }

    [Theory]
    [MemberData(nameof(Mapping_may_fail.States_without_a_table), MemberType = typeof(Mapping_may_fail))]
    public void When_the_table_went_away_null_is_answered_and_nothing_stays_held(string state, ulong value)
    {
        _ = state;
        RacingMm mm = Racing(_space.NewPageTable(new Pfn(1)), new Pmd(value));

        PtePtr pte = PteOffsetMapLock(mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        Assert.True(pte.IsNull);
        Assert.True(ptl.IsNull);
        Assert.Equal((0, 0), (_space.Machine.SpinlocksHeld, _space.Machine.RcuDepth));
    }

    [Fact]
    public void Even_a_changed_mark_of_the_slot_costs_another_lap()
    {
        // Where hardware marks no tables, a bit that it leaves to software.
        ulong mark = HardwareWalk.MarkTable(PmdShift, 0) is > 0 and var accessed ? accessed : 1UL << 9;
        Pmd before = new(_space.NewPageTable(new Pfn(1)).Value & ~mark);
        RacingMm mm = Racing(before, new Pmd(before.Value | mark));

        PtePtr pte = PteOffsetMapLock(mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        Assert.Equal(2, mm.Race.LocksTaken);
        PteUnmapUnlock(mm, pte, ptl);
    }

    private RacingMm Racing(Pmd before, Pmd after)
    {
        SetPmd(_space.Mm, _space.Pmd, before);
        return new RacingMm(_space.Mm, new Race(() => SetPmd(_space.Mm, _space.Pmd, after)));
    }
}
