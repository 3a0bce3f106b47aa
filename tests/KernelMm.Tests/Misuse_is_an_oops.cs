namespace KernelMm.Tests;

public sealed class Misuse_is_an_oops : IDisposable
{
    private readonly AddressSpace _space = new();

    public Misuse_is_an_oops() => SetPmd(_space.Mm, _space.Pmd, _space.NewPageTable(new Pfn(7)));

    public void Dispose() => _space.Dispose();

    [Fact]
    public void Unmapping_twice()
    {
        PtePtr pte = PteOffsetMap(_space.Mm, _space.Pmd, AddressSpace.Address);
        Assert.False(pte.IsNull);
        PteUnmap(_space.Mm, pte);

        Assert.Throws<Oops>(() => PteUnmap(_space.Mm, pte));
    }

    [Fact]
    public void Using_the_null_map()
    {
        Assert.Contains("null map", Assert.Throws<Oops>(() => PtepGet(_space.Mm, PtePtr.Null)).Message, StringComparison.Ordinal);
        Assert.Throws<Oops>(() => PtepGet(_space.Mm, PtePtr.Null + 511));
        Assert.Throws<Oops>(() => PtepGetAndClear(_space.Mm, PtePtr.Null + 1));
    }

    [Fact]
    public void Unlocking_the_null_lock()
    {
        PtePtr pte = PteOffsetMap(_space.Mm, _space.Pmd, AddressSpace.Address);

        Assert.Throws<Oops>(() => PteUnmapUnlock(_space.Mm, pte, SpinlockPtr.Null));
    }

    [Fact]
    public async Task Unlocking_a_strangers_lock()
    {
        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        await Task.Factory.StartNew(
            () => Assert.Throws<Oops>(() => _space.Mm.SpinUnlock(ptl)),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.False(pte.IsNull);
    }

    [Fact]
    public void Taking_a_lock_twice()
    {
        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);

        Assert.Throws<Oops>(() => _space.Mm.SpinLock(ptl));
        PteUnmapUnlock(_space.Mm, pte, ptl);
    }

    [Fact]
    public void Allocating_while_something_is_mapped()
    {
        PtePtr pte = PteOffsetMap(_space.Mm, _space.Pmd, AddressSpace.Address);
        PudPtr pud = PudOffset(_space.Mm, P4dOffset(_space.Mm, PgdOffsetPgd(_space.Mm.Pgd, AddressSpace.Address), AddressSpace.Address), AddressSpace.Address);

        Assert.Throws<Oops>(() => PmdAlloc(_space.Mm, pud + 1, AddressSpace.Address));
        PteUnmap(_space.Mm, pte);
    }
}
