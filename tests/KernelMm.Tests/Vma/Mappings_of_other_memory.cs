using KernelMm.Faults;
using KernelMm.Mmap;
using KernelMm.Shmem;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Vmas;

/// <summary>Per-VMA locks where a mapping is not simply anonymous memory, and their readers and writers; B and a number are the reference's tests.</summary>
public sealed class Mappings_of_other_memory : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void B7_A_writer_waits_until_the_reader_leaves_and_goes_on_then()
    {
        _user.Map(0, 1);
        Vma vma = _user.Mm.LockVmaUnderRcu(Userland.Page(0))!;
        Background writer = Threads.Start(() =>
        {
            _user.Mm.MmapLock.MmapWriteLock();
            vma.VmaStartWrite();
            _user.Mm.MmapLock.MmapWriteUnlock();
        });
        Assert.True(Threads.StaysFalse(() => writer.IsDone));
        vma.Lock.VmaEndRead();
        writer.Join();
    }

    [Theory]
    [InlineData(true, 1UL, 0UL)]
    [InlineData(false, 0UL, 1UL)]
    public void B8_What_can_map_pages_around_a_fault_is_faulted_under_the_mappings_lock_and_what_cannot_is_not(bool may, ulong success, ulong retry)
    {
        Vma vma = _user.Map(0, 1, flags: MapFlags.Shared);
        vma.Ops = new FileLike(may);
        _user.Store(0, 5);
        Assert.Equal(new VmaLockStatistics(success, Abort: 0, retry, Miss: 0), _user.Machine.VmaLockStatistics());
        Assert.Equal(5UL, _user.Load(0));
    }

    [Theory]
    [InlineData(VmaFlags.UffdMissing)]
    [InlineData(VmaFlags.UffdWp)]
    public void B9_A_mapping_that_userfaultfd_watches_is_locked_as_any_other(VmaFlags armed)
    {
        Vma vma = _user.Map(0, 1);
        _user.Mm.MmapLock.MmapWriteLock();
        vma.VmFlagsSet(armed);
        _user.Mm.MmapLock.MmapWriteUnlock();
        Assert.Same(vma, _user.Mm.LockVmaUnderRcu(Userland.Page(0)));
        vma.Lock.VmaEndRead();
        Assert.Equal(0UL, _user.Machine.VmaLockStatistics().Abort);
    }

    // As shared memory, but with or without what maps pages around a fault.
    private sealed class FileLike(bool mayFaultUnderVmaLock) : IVmOperations
    {
        public bool HasFault => true;

        public bool MayFaultUnderVmaLock => mayFaultUnderVmaLock;

        public void Open(Vma vma) => ShmemOperations.Instance.Open(vma);

        public void Close(Vma vma) => ShmemOperations.Instance.Close(vma);

        public FaultResult Fault(ref VmFault vmf) => ShmemOperations.Instance.Fault(ref vmf);
    }
}
