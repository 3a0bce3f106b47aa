using KernelMm.Mmap;
using KernelMm.Pagewalk;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Pagewalk;

public sealed class Walks_ask_for_locks : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void A_walk_without_the_lock_it_asks_for_is_an_oops()
    {
        Vma vma = _user.Map(0, 1, flags: MapFlags.Shared);
        Recorder recorder = new();
        Assert.Throws<Oops>(() => VmaWalking.WalkPageRange(_user.Mm, Userland.Page(0), Userland.Page(1), ref recorder));
        Assert.Throws<Oops>(() => VmaWalking.WalkPageVma(vma, ref recorder));
        Assert.Throws<Oops>(() => VmaWalking.WalkPageMapping(vma.Mapping!, default, new FrameCount(1), ref recorder));
        Assert.Empty(recorder.Log);
    }

    [Fact]
    public void A_walk_that_writes_or_has_no_mappings_asks_for_the_writers_lock()
    {
        Vma vma = _user.Map(0, 1);
        _user.Mm.MmapLock.MmapReadLock();
        Locking ops = default;
        Recorder recorder = new();
        Assert.Throws<Oops>(() => VmaWalking.WalkPageVma(vma, ref ops));
        Assert.Throws<Oops>(() => VmaWalking.WalkPageRangeDebug(_user.Mm, vma.Start, vma.End, ref recorder));
        _user.Mm.MmapLock.MmapReadUnlock();
    }

    [Fact]
    public void One_that_locks_mappings_locks_each_before_it_looks_and_one_that_verifies_finds_them_locked()
    {
        _user.Map(0, 1);
        _user.Map(1, 1, Prot.Read);
        _user.Mm.MmapLock.MmapWriteLock();
        Verifying verifying = default;
        Assert.Throws<Oops>(() => VmaWalking.WalkPageRange(_user.Mm, Userland.Page(0), Userland.Page(2), ref verifying));
        Locking locking = default;
        Assert.Equal(0, VmaWalking.WalkPageRange(_user.Mm, Userland.Page(0), Userland.Page(2), ref locking));
        Assert.Equal(0, VmaWalking.WalkPageRange(_user.Mm, Userland.Page(0), Userland.Page(2), ref verifying));
        _user.Mm.MmapLock.MmapWriteUnlock();
        Assert.Equal((2, 2), (locking.Mappings, verifying.Mappings));
    }

    private struct Locking : IVmaWalkOps<Locking>
    {
        public int Mappings;

        public static WalkCallbacks Callbacks => WalkCallbacks.None;

        public static WalkLock WalkLock => WalkLock.Wrlock;

        public static int PreVma(ref Locking ops, VirtualAddress start, VirtualAddress end, ref VmaWalk walk)
        {
            Assert.True(walk.Vma!.Lock.IsWriteLocked(walk.Mm.MmapLock));
            ops.Mappings++;
            return 0;
        }
    }

    private struct Verifying : IVmaWalkOps<Verifying>
    {
        public int Mappings;

        public static WalkCallbacks Callbacks => WalkCallbacks.None;

        public static WalkLock WalkLock => WalkLock.WrlockVerify;

        public static int PreVma(ref Verifying ops, VirtualAddress start, VirtualAddress end, ref VmaWalk walk)
        {
            ops.Mappings++;
            return 0;
        }
    }
}
