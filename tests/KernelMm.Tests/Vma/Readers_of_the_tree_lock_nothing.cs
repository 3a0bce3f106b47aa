namespace KernelMm.Tests.Vmas;

/// <summary>The tree of mappings, read without a lock.</summary>
public sealed class Readers_of_the_tree_lock_nothing
{
    private static readonly VirtualAddress Middle = new(0x5000_0000);

    [Fact]
    public void A_reader_always_finds_what_is_never_taken_out()
    {
        using Machine machine = new(new ByteCount(64 * PageSize.Value));
        Mm mm = Mm.Alloc(machine)!.Value;
        mm.MmapLock.MmapWriteLock();
        Vma fixture = Store(mm, 0);
        mm.MmapLock.MmapWriteUnlock();

        Threads.Beside(
            () =>
            {
                SeededRandom random = new(7);
                for (int step = 0; step < 20_000; step++)
                {
                    mm.MmapLock.MmapWriteLock();
                    long page = (random.Below(2) == 0 ? -1 : 1) * (1 + random.Below(60));
                    if (random.Below(2) == 0)
                    {
                        Store(mm, page);
                    }
                    else
                    {
                        mm.Struct.Mt.Clear(At(page), At(page + 1));
                    }

                    mm.MmapLock.MmapWriteUnlock();
                }
            },
            () =>
            {
                mm.RcuReadLock();
                Assert.Same(fixture, mm.VmaLookup(Middle));
                Assert.Same(fixture, mm.FindVma(Middle));
                mm.RcuReadUnlock();
            });
    }

    [Fact]
    public void Looking_with_neither_lock_nor_RCU_is_an_oops()
    {
        using Machine machine = new(new ByteCount(64 * PageSize.Value));
        Mm mm = Mm.Alloc(machine)!.Value;

        Assert.Throws<Oops>(() => mm.VmaLookup(Middle));
    }

    [Fact]
    public void Changing_it_without_the_lock_for_writing_is_an_oops()
    {
        using Machine machine = new(new ByteCount(64 * PageSize.Value));
        Mm mm = Mm.Alloc(machine)!.Value;
        mm.MmapLock.MmapReadLock();

        Assert.Throws<Oops>(() => Store(mm, 0));
        mm.MmapLock.MmapReadUnlock();
    }

    private static VirtualAddress At(long page) => new(Middle.Value + (ulong)(page << PageShift));

    private static Vma Store(Mm mm, long page)
    {
        Vma vma = new(mm) { Start = At(page), End = At(page + 1) };
        mm.Struct.Mt.Store(vma);
        return vma;
    }
}
