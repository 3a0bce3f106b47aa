using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>The order of munmap; C and a number are the reference's tests.</summary>
public sealed class Munmap_isolates_and_downgrades
{
    [Fact]
    public void C2_Write_locking_mappings_while_tables_are_freed_is_an_oops_once_the_lock_was_downgraded()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 1);
        user.Mm.MmapLock.MmapWriteLock();
        user.Mm.MmapLock.MmapWriteDowngrade();

        Assert.Throws<Oops>(() =>
        {
            MmuGather tlb = MmuGather.TlbGatherMmu(user.Mm);
            KernelMm.Zap.PageTableFreeing.FreePgtables(ref tlb, [vma], default, default, mmWrLocked: true);
        });
        user.Mm.MmapLock.MmapReadUnlock();
    }

    [Fact]
    public void C4_The_last_mapping_of_a_table_takes_it_along_and_one_with_a_neighbour_does_not()
    {
        using Userland user = new();
        user.Map(0, 1);
        user.Map(4, 1, Prot.Read | Prot.Write | Prot.Exec);
        user.Store(0, 1);
        user.Store(4, 5);
        ulong all = user.Mm.PgtablesBytes.Value;

        Assert.Equal(Errno.None, user.Mm.Munmap(Userland.Page(0), Userland.Pages(1)));
        Assert.Equal(all, user.Mm.PgtablesBytes.Value);
        Assert.Equal(5ul, user.Load(4));
        Assert.Equal(Errno.None, user.Mm.Munmap(Userland.Page(4), Userland.Pages(1)));
        Assert.True(user.Mm.PgtablesBytes.Value < all);
    }

    [Fact]
    public void C5_Whichever_allocation_fails_the_mappings_and_what_is_in_them_are_there_still()
    {
        for (int passing = 0; ; passing++)
        {
            using Userland user = new();
            user.Map(0, 4);
            user.Map(4, 4, Prot.Read | Prot.Write | Prot.Exec);
            user.Store(2, 3);
            user.Store(5, 6);
            user.Machine.PageAllocator.Failures.FailOnceAfter(passing);
            Errno refused = user.Mm.Munmap(Userland.Page(1), Userland.Pages(5));
            user.Machine.PageAllocator.Failures.Never();
            if (refused == Errno.None)
            {
                Assert.InRange(passing, 3, 20);
                return;
            }

            Assert.Equal(Errno.Nomem, refused);
            Assert.Equal((3ul, 6ul), (user.Load(2), user.Load(5)));
            Assert.Equal(8ul, user.Mm.TotalVm.Value);
            Assert.Equal(user.Mm.MapCount, user.Mm.Vmas.Count);
            Assert.All(user.Mm.Vmas, vma => Assert.False(vma.Detached));
        }
    }

    [Fact]
    public void C8_At_the_limit_of_mappings_a_piece_at_the_edge_can_go_and_one_in_the_middle_cannot()
    {
        using Userland user = new(new MmLimits { MaxMapCount = 2 });
        user.Map(0, 4);
        user.Map(6, 1);

        Assert.Equal(Errno.Nomem, user.Mm.Munmap(Userland.Page(1), Userland.Pages(1)));
        Assert.Equal(Errno.None, user.Mm.Munmap(Userland.Page(0), Userland.Pages(1)));
        Assert.Equal(2, user.Mm.MapCount);
    }
}
