using KernelMm.Physical;

namespace KernelMm.Tests;

public sealed class A_locked_table_is_looked_at_once : IDisposable
{
    private readonly AddressSpace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact]
    public void Its_slots_are_what_the_address_space_says()
    {
        SetPmd(_space.Mm, _space.Pmd, _space.NewPageTable(new Pfn(7)));
        PtePtr pte = Lock(out SpinlockPtr ptl);
        LockedTable table = LockedTable.Of(_space.Mm, pte, entries: 2);

        Pte seen = PtepGet(table, pte);
        Pte taken = PtepGetAndClear(table, pte + 1);
        SetPte(table, pte, default);

        Assert.Equal(new Pfn(7), seen.Pfn);
        Assert.Equal(seen, taken);
        Assert.True(PtepGet(_space.Mm, pte).None);
        Assert.True(PtepGet(_space.Mm, pte + 1).None);
        PteUnmapUnlock(_space.Mm, pte, ptl);
    }

    [Fact]
    public void And_is_gone_through_to_its_end_and_no_further()
    {
        SetPmd(_space.Mm, _space.Pmd, _space.NewPageTable(new Pfn(7)));
        PtePtr pte = Lock(out SpinlockPtr ptl);
        int left = PtrsPerPte - PteIndex(AddressSpace.Address);

        _ = LockedTable.Of(_space.Mm, pte, left);

        Assert.Throws<Oops>(() => LockedTable.Of(_space.Mm, pte, left + 1));
        PteUnmapUnlock(_space.Mm, pte, ptl);
    }

    [Fact]
    public void A_frame_that_holds_no_table_is_none()
    {
        PtePtr noTable = NoTable(_space.Machine);

        Assert.Throws<Oops>(() => LockedTable.Of(_space.Mm, noTable, entries: 1));
    }

    [Fact]
    public void Nor_is_a_map_that_failed() => Assert.Throws<Oops>(() => LockedTable.Of(_space.Mm, PtePtr.Null, entries: 1));

    private static unsafe PtePtr NoTable(Machine machine) =>
        new((ulong*)machine.Arena.Memory.TableAt(machine.PageAllocator.AllocPages(Gfp.Atomic)!.Value.Address, PageSize));

    private PtePtr Lock(out SpinlockPtr ptl)
    {
        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out ptl);
        return pte ? pte : throw new InvalidOperationException("There was no table.");
    }
}
