namespace KernelMm.Tests;

public sealed class Mapping_may_fail : IDisposable
{
    private const string NothingIsBad = "What is present is a page or a table here.";

    // What each of the MMUs here looks at first.
    private const ulong Valid = 1;

    private readonly AddressSpace _space = new();

    public void Dispose() => _space.Dispose();

    public static TheoryData<string, ulong> States_without_a_table => new()
    {
        { "none", 0 },
        { "huge", AddressSpace.HugePage.Value },
        { "huge and hardware-invalid, as in the middle of a split", AddressSpace.HugePage.Value & ~Valid },
        { "migration entry", AddressSpace.MigrationEntry.Value },
    };

    [Theory]
    [MemberData(nameof(States_without_a_table))]
    public void Every_form_answers_null_and_leaves_nothing_held(string state, ulong value)
    {
        _ = state;
        Mm mm = _space.Mm;
        SetPmd(mm, _space.Pmd, new Pmd(value));

        Assert.True(PteOffsetMap(mm, _space.Pmd, AddressSpace.Address).IsNull);
        Assert.True(PteOffsetMapNoLock(mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr noLock).IsNull);
        Assert.True(PteOffsetMapRoNoLock(mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr roNoLock).IsNull);
        Assert.True(PteOffsetMapRwNoLock(mm, _space.Pmd, AddressSpace.Address, out Pmd pmdval, out SpinlockPtr rwNoLock).IsNull);
        Assert.True(PteOffsetMapLock(mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr locked).IsNull);

        Assert.All([noLock, roNoLock, rwNoLock, locked], ptl => Assert.True(ptl.IsNull));
        Assert.Equal(value, pmdval.Value);
        Assert.Equal(value, PmdpGet(mm, _space.Pmd).Value);
        Assert.Equal(0, _space.Machine.RcuDepth);
        Assert.Equal(0, _space.Machine.SpinlocksHeld);
        Assert.Empty(_space.Machine.BadEntries);
    }

    [Fact(Skip = NothingIsBad, SkipUnless = nameof(AddressSpace.HasBadEntries), SkipType = typeof(AddressSpace))]
    public void A_bad_slot_is_reported_cleared_and_not_mapped()
    {
        SetPmd(_space.Mm, _space.Pmd, AddressSpace.BadEntry!.Value);

        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out _);

        Assert.True(pte.IsNull);
        Assert.True(PmdpGet(_space.Mm, _space.Pmd).None);
        Assert.Equal([new BadEntryReport(PageTableLevel.Pmd, AddressSpace.BadEntry!.Value.Value)], _space.Machine.BadEntries);
        Assert.Equal(0, _space.Machine.RcuDepth);
    }

    [Fact(Skip = NothingIsBad, SkipUnless = nameof(AddressSpace.HasBadEntries), SkipType = typeof(AddressSpace))]
    public void A_bad_private_copy_is_cleared_and_the_live_slot_stays_bad()
    {
        SetPmd(_space.Mm, _space.Pmd, AddressSpace.BadEntry!.Value);
        ulong copy = AddressSpace.BadEntry!.Value.Value;
        PtePtr pte;
        unsafe
        {
            pte = PteOffsetMap(_space.Mm, new PmdPtr(&copy), AddressSpace.Address);
        }

        Assert.True(pte.IsNull);
        Assert.Equal(0UL, copy);
        Assert.Equal(AddressSpace.BadEntry!.Value, PmdpGet(_space.Mm, _space.Pmd));
    }

    [Fact]
    public void A_non_present_slot_that_is_no_migration_entry_counts_as_bad()
    {
        SetPmd(_space.Mm, _space.Pmd, Swapops.SwpEntryToPmd(new SwpEntry(0, 5)));

        Assert.True(PteOffsetMap(_space.Mm, _space.Pmd, AddressSpace.Address).IsNull);

        Assert.True(PmdpGet(_space.Mm, _space.Pmd).None);
        Assert.Single(_space.Machine.BadEntries);
    }

    [Fact]
    public void A_table_is_mapped_at_the_entry_of_the_address_inside_an_rcu_section()
    {
        Pmd table = _space.NewPageTable(new Pfn(7));
        SetPmd(_space.Mm, _space.Pmd, table);

        PtePtr pte = PteOffsetMap(_space.Mm, _space.Pmd, AddressSpace.Address);

        Assert.False(pte.IsNull);
        Assert.Equal(1, _space.Machine.RcuDepth);
        Assert.Equal(table.TableAddress + new ByteCount(8UL * (ulong)PteIndex(AddressSpace.Address)), Where(pte));
        Assert.Equal(new Pfn(7), PtepGet(_space.Mm, pte).Pfn);
        PteUnmap(_space.Mm, pte);
        Assert.Equal(0, _space.Machine.RcuDepth);
    }

    [Fact]
    public void An_unlocked_map_names_the_lock_of_the_table_that_was_mapped()
    {
        Pmd table = _space.NewPageTable(new Pfn(7));
        SetPmd(_space.Mm, _space.Pmd, table);

        PtePtr pte = PteOffsetMapRwNoLock(_space.Mm, _space.Pmd, AddressSpace.Address, out Pmd pmdval, out SpinlockPtr ptl);

        Assert.False(pte.IsNull);
        Assert.Equal(table, pmdval);
        Assert.Equal(_space.Mm.PtlockPtr(table.TableAddress), ptl);
        Assert.Equal(0, _space.Machine.SpinlocksHeld);
        PteUnmap(_space.Mm, pte);
    }

    [Fact]
    public void A_locked_map_holds_the_lock_until_it_is_given_back()
    {
        SetPmd(_space.Mm, _space.Pmd, _space.NewPageTable(new Pfn(7)));

        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        Assert.False(pte.IsNull);
        Assert.Equal(1, _space.Machine.SpinlocksHeld);
        Assert.False(_space.Mm.SpinTrylock(ptl));
        PteUnmapUnlock(_space.Mm, pte, ptl);
        Assert.Equal((0, 0), (_space.Machine.SpinlocksHeld, _space.Machine.RcuDepth));
    }

    [Fact]
    public void Mapping_after_allocation_gives_an_empty_entry()
    {
        PtePtr pte = PteAllocMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        Assert.False(pte.IsNull);
        Assert.True(PtepGet(_space.Mm, pte).None);
        PteUnmapUnlock(_space.Mm, pte, ptl);
    }

    [Fact]
    public void Allocation_finds_a_huge_slot_good_enough_and_the_map_still_fails()
    {
        SetPmd(_space.Mm, _space.Pmd, AddressSpace.HugePage);

        Assert.False(PteAlloc(_space.Mm, _space.Pmd));
        Assert.True(PteAllocMap(_space.Mm, _space.Pmd, AddressSpace.Address).IsNull);
    }

    [Fact]
    public void Allocation_fails_where_no_memory_is_left()
    {
        while (_space.Machine.PageAllocator.GetZeroedPage() is not null)
        {
        }

        Assert.True(PteAlloc(_space.Mm, _space.Pmd));
        Assert.True(PteAllocMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl).IsNull);
        Assert.True(ptl.IsNull);
    }

    private unsafe PhysicalAddress Where(PtePtr pte) => _space.Mm.AddressOf(pte.Slot);
}
