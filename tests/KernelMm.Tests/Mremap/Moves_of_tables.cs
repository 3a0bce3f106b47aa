using KernelMm.Cpus;
using KernelMm.Mremap;

using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Mremap;

public sealed class Moves_of_tables : IDisposable
{
    // In another page table, and that in another table of page tables; not where one begins.
    private const ulong Far = (19UL * PtrsPerPmd * PtrsPerPte) + 320;

    // Some hundred pages in each page table.
    private const ulong Stride = PtrsPerPte / 100;

    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Theory]
    [InlineData(0UL, Far, 700UL, false)]
    [InlineData(3UL, Far + 100, 1100UL, true)]
    [InlineData(0UL, Far, 1024UL, false)]
    public void Move_every_page_to_its_new_place(ulong from, ulong to, ulong pages, bool needRmapLocks)
    {
        Vma old = _process.Map(from, pages);
        Vma moved = _process.Map(to, pages);
        Cpu cpu = _process.Cpu(0);
        for (ulong page = 0; page < pages; page += 3)
        {
            Assert.True(cpu.Store(Process.Page(from + page), page + 1));
        }

        Assert.Equal(old.Size, Move(old, moved, needRmapLocks));
        for (ulong page = 0; page < pages; page += 3)
        {
            Assert.True(_process.PteOf(from + page).None);
            Assert.True(cpu.Load(Process.Page(to + page), out ulong value));
            Assert.Equal(page + 1, value);
        }
    }

    [Fact]
    public void Whole_tables_move_without_being_read()
    {
        ulong pages = (ulong)PtrsPerPte;
        Vma old = _process.Map(0, pages);
        Vma moved = _process.Map(pages * 8, pages);
        Assert.True(_process.Cpu(0).Store(Process.Page(0), 1));
        Pmd table = PmdpGetLockless(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, old.Start));
        Move(old, moved, needRmapLocks: false);
        Assert.Equal(table.TableAddress, PmdpGetLockless(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, moved.Start)).TableAddress);
    }

    [Fact]
    public void R12_1_another_CPU_cannot_go_by_the_old_translation_afterwards()
    {
        Vma old = _process.Map(0, 2);
        Vma moved = _process.Map(Far, 2);
        Cpu other = _process.Cpu(1);
        Assert.True(other.Store(Process.Page(0), 4));
        Move(old, moved, needRmapLocks: false);
        Assert.True(other.Load(Process.Page(0), out ulong value));
        Assert.Equal(0UL, value);
    }

    [Fact]
    public void R12_4_what_was_moved_before_memory_ran_out_can_be_moved_back()
    {
        ulong pages = (ulong)PtrsPerPte * 3;
        Vma old = _process.Map(7, pages);
        Vma moved = _process.Map(Far, pages);
        Cpu cpu = _process.Cpu(0);
        for (ulong page = 0; page < pages; page += Stride)
        {
            Assert.True(cpu.Store(Process.Page(7 + page), page));
        }

        _process.Machine.PageAllocator.Failures.FailOnceAfter(4);
        ByteCount reached = Move(old, moved, needRmapLocks: false);
        Assert.True(reached < old.Size);
        _process.Machine.PageAllocator.Failures.Never();
        Assert.Equal(reached, TableMoves.MovePageTables(moved, moved.Start, old, old.Start, reached, needRmapLocks: true));
        for (ulong page = 0; page < pages; page += Stride)
        {
            Assert.True(cpu.Load(Process.Page(7 + page), out ulong value));
            Assert.Equal(page, value);
        }
    }

    private static ByteCount Move(Vma old, Vma moved, bool needRmapLocks)
    {
        old.Mm.MmapLock.MmapWriteLock();
        ByteCount reached = TableMoves.MovePageTables(old, old.Start, moved, moved.Start, old.Size, needRmapLocks);
        old.Mm.MmapLock.MmapWriteUnlock();
        return reached;
    }
}
