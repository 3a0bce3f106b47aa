using KernelMm.Mmap;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Vmas;

/// <summary>Per-VMA locks; B and a number are the reference's tests.</summary>
public sealed class Faults_under_the_lock_of_a_mapping
{
    [Fact]
    public void B1_The_first_fault_of_a_mapping_prepares_its_anon_vma_and_needs_no_more_than_a_try_for_mmap_lock()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 2);

        user.Store(0, 1);
        Assert.NotNull(vma.AnonVma);
        Assert.Equal(new VmaLockStatistics(Success: 1, Abort: 0, Retry: 0, Miss: 0), user.Machine.VmaLockStatistics());
        user.Store(1, 2);
        Assert.Equal(new VmaLockStatistics(Success: 2, Abort: 0, Retry: 0, Miss: 0), user.Machine.VmaLockStatistics());
    }

    [Fact]
    public void B2_A_first_fault_beside_a_compatible_mapping_adopts_its_anon_vma()
    {
        using Userland user = new();
        Vma first = user.Map(0, 2, flags: MapFlags.Private | MapFlags.NoReserve);
        Vma second = user.Map(2, 2, Prot.Read | Prot.Write | Prot.Exec, MapFlags.Private | MapFlags.NoReserve);

        user.Store(0, 1);
        user.Store(2, 1);
        Assert.Same(first.AnonVma, second.AnonVma);
    }

    [Fact]
    public void B3_A_write_locked_mapping_is_not_found_and_nobody_waits_for_it()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 1);
        user.Mm.MmapLock.MmapWriteLock();
        vma.VmaStartWrite();

        Threads.Elsewhere(() => Assert.Null(user.Mm.LockVmaUnderRcu(Userland.Page(0))));
        Assert.Equal(1ul, user.Machine.VmaLockStatistics().Abort);
        user.Mm.MmapLock.MmapWriteUnlock();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void B4_B5_Giving_mmap_lock_back_or_downgrading_it_unlocks_all_mappings_at_once(bool isDowngraded)
    {
        using Userland user = new();
        Vma[] vmas = [user.Map(0, 1), user.Map(2, 1), user.Map(4, 1)];
        user.Mm.MmapLock.MmapWriteLock();
        Array.ForEach(vmas, vma => vma.VmaStartWrite());
        int sequence = user.Mm.MmapLock.Sequence;
        if (isDowngraded)
        {
            user.Mm.MmapLock.MmapWriteDowngrade();
        }
        else
        {
            user.Mm.MmapLock.MmapWriteUnlock();
        }

        Assert.Equal(sequence + 1, user.Mm.MmapLock.Sequence);
        foreach (Vma vma in vmas)
        {
            Assert.Same(vma, user.Mm.LockVmaUnderRcu(vma.Start));
            vma.Lock.VmaEndRead();
        }

        if (isDowngraded)
        {
            user.Mm.MmapLock.MmapReadUnlock();
        }
    }

    [Fact]
    public void B10_Locking_a_mapping_for_writing_twice_is_locking_it_once()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 1);
        user.Mm.MmapLock.MmapWriteLock();

        Assert.True(vma.VmaStartWrite());
        Assert.False(vma.VmaStartWrite());
        user.Mm.MmapLock.MmapWriteUnlock();
    }

    [Fact]
    public void B11_Flags_of_a_mapping_in_the_tree_are_not_changed_without_mmap_lock()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 1);

        Assert.Throws<Oops>(() => vma.VmFlagsSet(VmaFlags.DontCopy));
    }

    [Fact]
    public void A_fault_where_nothing_is_mapped_or_nothing_is_allowed_is_a_signal()
    {
        using Userland user = new();
        user.Map(0, 1, Prot.Read);

        Assert.False(user.Cpu.Store(Userland.Page(0), 1));
        Assert.Equal(KernelMm.Faults.Signal.Sigsegv, user.Cpu.LastSignal);
        Assert.False(user.Cpu.Load(Userland.Page(1), out _));
        Assert.Equal(KernelMm.Faults.Signal.Sigsegv, user.Cpu.LastSignal);
    }
}
