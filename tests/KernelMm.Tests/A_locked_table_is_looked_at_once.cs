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
        LockedTable table = new(_space.Mm, pte);

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
    public void Slots_outside_of_it_are_the_address_spaces_business()
    {
        SetPmd(_space.Mm, _space.Pmd, _space.NewPageTable(new Pfn(7)));
        PtePtr pte = Lock(out SpinlockPtr ptl);
        LockedTable table = new(_space.Mm, pte);
        PtePtr noTable = NoTable(_space.Machine);

        Assert.Throws<Oops>(() => PtepGet(table, PtePtr.Null));
        Assert.Throws<Oops>(() => PtepGet(table, noTable));
        Assert.Throws<Oops>(() => SetPte(table, noTable, default));
        Assert.Throws<Oops>(() => PtepGetAndClear(table, noTable));
        Assert.Throws<Oops>(() => PtepSetWrprotect(table, noTable));
        PteUnmapUnlock(_space.Mm, pte, ptl);
    }

    [Fact]
    public void A_frame_that_holds_no_table_is_none()
    {
        PtePtr noTable = NoTable(_space.Machine);

        Assert.Throws<Oops>(() => new LockedTable(_space.Mm, noTable));
    }

    private static unsafe PtePtr NoTable(Machine machine) =>
        new((ulong*)machine.Arena.Memory.TableAt(machine.PageAllocator.AllocPages(Gfp.Atomic)!.Value.Address, PageSize));

    private PtePtr Lock(out SpinlockPtr ptl)
    {
        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out ptl);
        return pte ? pte : throw new InvalidOperationException("There was no table.");
    }
}
