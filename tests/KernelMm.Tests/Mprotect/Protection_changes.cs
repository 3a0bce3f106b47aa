using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Mprotect;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Mprotect;

public sealed class Protection_changes : IDisposable
{
    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void R11_1_take_a_page_that_is_its_own_to_read_only_and_back_with_no_fault()
    {
        Vma vma = Written(4);
        Assert.Equal(new FrameCount(4), Change(vma, VmaFlags.Read));
        Assert.False(_process.PteOf(0).Write);
        Assert.Equal(new FrameCount(4), Change(vma, VmaFlags.Read | VmaFlags.Write, MmCpFlags.TryChangeWritable));
        Assert.True(_process.PteOf(0).Write);
    }

    [Fact]
    public void R11_1_leave_a_page_read_only_that_a_child_has_too()
    {
        Vma vma = Written(1);
        Assert.Equal(Errno.None, _process.Mm.Fork(out _));
        Change(vma, VmaFlags.Read);
        Change(vma, VmaFlags.Read | VmaFlags.Write, MmCpFlags.TryChangeWritable);
        Assert.False(_process.PteOf(0).Write);
    }

    [Fact]
    public void R11_2_flush_nothing_where_rights_are_only_added()
    {
        Vma vma = Written(4);
        Change(vma, VmaFlags.Read);
        ulong before = Flushes();
        Change(vma, VmaFlags.Read | VmaFlags.Write, MmCpFlags.TryChangeWritable);
        Assert.Equal(before, Flushes());
    }

    [Fact]
    public void Flush_what_another_CPU_may_write_by()
    {
        Vma vma = Written(4);
        Cpu other = _process.Cpu(1);
        Assert.True(other.Store(Process.Page(2), 9));
        Change(vma, VmaFlags.Read);
        Assert.False(other.Store(Process.Page(2), 10));
        Assert.True(other.Load(Process.Page(2), out ulong value));
        Assert.Equal(9UL, value);
    }

    [Fact]
    public void R11_3_a_hint_and_no_rights_at_all_are_told_apart_by_the_mapping()
    {
        Vma vma = Written(2);
        Change(vma, VmaFlags.Read | VmaFlags.Write, MmCpFlags.ProtNuma);
        Assert.True(_process.PteOf(0).Protnone);
        Assert.True(_process.Cpu(0).Load(Process.Page(0), out ulong value));
        Assert.Equal(1UL, value);
        Assert.False(_process.PteOf(0).Protnone);
        Assert.True(_process.PteOf(0).Write);

        Change(vma, VmaFlags.None);
        Assert.True(_process.PteOf(1).Protnone);
        Assert.False(_process.Cpu(0).Load(Process.Page(1), out _));
    }

    [Fact]
    public void Hints_leave_the_zero_page_and_what_has_one_already_alone()
    {
        Vma vma = _process.Map(0, 2);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
        Assert.Equal(FaultResult.None, Process.Write(vma, 1));
        Assert.Equal(new FrameCount(1), Change(vma, VmaFlags.Read | VmaFlags.Write, MmCpFlags.ProtNuma));
        Assert.Equal(new FrameCount(0), Change(vma, VmaFlags.Read | VmaFlags.Write, MmCpFlags.ProtNuma));
    }

    private Vma Written(ulong pages)
    {
        Vma vma = _process.Map(0, pages);
        for (ulong page = 0; page < pages; page++)
        {
            Assert.True(_process.Cpu(0).Store(Process.Page(page), page + 1));
        }

        return vma;
    }

    private static FrameCount Change(Vma vma, VmaFlags rights, MmCpFlags flags = MmCpFlags.None)
    {
        vma.Mm.MmapLock.MmapWriteLock();
        vma.VmFlagsReset((vma.Flags & ~VmaFlags.AccessFlags) | rights);
        vma.PageProt = Process.Protection(vma.Flags);
        KernelMm.MmuGather tlb = KernelMm.MmuGather.TlbGatherMmu(vma.Mm);
        FrameCount changed = ProtectionChange.ChangeProtection(ref tlb, vma, vma.Start, vma.End, vma.PageProt, flags);
        tlb.TlbFinishMmu();
        vma.Mm.MmapLock.MmapWriteUnlock();
        return changed;
    }

    private ulong Flushes() => _process.Machine.Count(Counter.TlbFlushRange) + _process.Machine.Count(Counter.TlbFlushOne) + _process.Machine.Count(Counter.TlbFlushAll);
}
