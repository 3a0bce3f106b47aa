using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Faults;

/// <summary>
/// Each of Linux's results, provoked: those of anonymous memory here or under the numbers M1, M3 and P7, and those that only what is behind
/// a mapping can answer by what answers them. <see cref="FaultResult.NeedDsync"/> is for memory that is its own disk, which there is none of.
/// </summary>
public sealed class Every_result_of_a_fault : IDisposable
{
    private const VmaFlags Shared = Process.ReadWrite | VmaFlags.Shared | VmaFlags.MayShare;

    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    public static TheoryData<FaultResult, VmaFlags, FaultFlags> Unfinished
    {
        get
        {
            TheoryData<FaultResult, VmaFlags, FaultFlags> rows = [];
            FaultResult[] results =
            [
                FaultResult.Oom, FaultResult.Sigbus, FaultResult.Sigsegv, FaultResult.Hwpoison, FaultResult.HwpoisonLarge, FaultResult.Retry, FaultResult.NoPage, FaultResult.Fallback,
            ];
            foreach (FaultResult result in results)
            {
                rows.Add(result, Process.ReadWrite, FaultFlags.None);
                rows.Add(result, Process.ReadWrite, FaultFlags.Write);
                rows.Add(result, Shared, FaultFlags.Write);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Unfinished))]
    public void One_without_a_page_is_handed_on_and_leaves_no_table_and_no_copy(FaultResult result, VmaFlags flags, FaultFlags access)
    {
        PagesOfAFile file = new(_process, 1) { Instead = (ref vmf) => result };
        Vma vma = file.Map(flags);
        Assert.Equal(result, Process.Fault(vma, Process.Address, access));
        FrameCount free = _process.Machine.PageAllocator.FreeFrames;
        Assert.Equal(result, Process.Fault(vma, Process.Address, access));
        Assert.Equal((free, 0), (_process.Machine.PageAllocator.FreeFrames, _process.Machine.Tasks.Current.FoliosLocked));
        Assert.True(PmdpGet(_process.Mm, Pgalloc.PmdLookup.Find(_process.Mm, Process.Address)).None);
    }

    [Fact]
    public void Major_is_counted_and_the_page_mapped()
    {
        PagesOfAFile file = new(_process, 1);
        file.Instead = (ref vmf) => file.Find(ref vmf) | FaultResult.Major;
        Assert.Equal(FaultResult.Major, Process.Read(file.Map(), 0));
        Assert.Equal((1UL, 1UL), (_process.Machine.Count(Counter.PgFault), _process.Machine.Count(Counter.PgMajFault)));
        Assert.Equal(file.PageOf(0), _process.FolioOf(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Locked_or_not_the_page_is_mapped_and_unlocked(bool isLocked)
    {
        PagesOfAFile file = new(_process, 1);
        file.Instead = (ref vmf) =>
        {
            FaultResult found = file.Find(ref vmf);
            if (isLocked)
            {
                return found;
            }

            vmf.Folio.Machine.FolioLock.Unlock(vmf.Folio.Frame);
            return FaultResult.None;
        };
        Assert.Equal(FaultResult.None, Process.Read(file.Map(), 0));
        Assert.Equal((file.PageOf(0), 0), (_process.FolioOf(0), _process.Machine.Tasks.Current.FoliosLocked));
    }

    [Fact]
    public void A_copy_that_was_made_and_mapped_by_who_was_asked_is_the_entrys()
    {
        PagesOfAFile file = new(_process, 1)
        {
            Instead = (ref vmf) =>
            {
                vmf.CowFolio.Set(FrameFlags.Uptodate);
                return FaultFinishing.FinishFault(ref vmf) | FaultResult.DoneCow;
            },
        };
        Assert.Equal(FaultResult.DoneCow, Process.Write(file.Map(), 0));
        _process.Machine.Lru.LruAddDrainAll();
        Folio copy = _process.FolioOf(0);
        Assert.True(copy.IsAnonExclusive && _process.PteOf(0).Write);
        Assert.Equal((1, 1, 1L), (copy.RefCount, copy.MapCount, _process.Mm.Rss(RssCounter.Anon)));
    }

    [Fact]
    public void Completed_says_that_the_lock_was_given_back()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 1);
        vma.Ops = new GivesBack();
        Assert.True(user.Cpu.Load(Userland.Page(0), out ulong value));
        Assert.Equal((0UL, false), (value, user.Mm.MmapLock.IsLocked));
        vma.Ops = null;
    }

    [Fact]
    public void Retry_comes_of_a_mapping_whose_object_wants_the_address_spaces_lock()
    {
        PagesOfAFile file = new(_process, 1) { MayFaultUnderVmaLock = false };
        Vma vma = file.Map();
        Assert.True(vma.Lock.VmaStartRead(_process.Mm.MmapLock));
        Assert.Equal(FaultResult.Retry, FaultHandling.HandleMmFault(vma, Process.Address, FaultFlags.VmaLock));
        CheckNobodyReads(vma);
        Assert.Equal(FaultResult.None, Process.Read(vma, 0));
    }

    [Fact]
    public void Retry_comes_of_a_first_write_while_the_address_space_changes()
    {
        Vma vma = _process.Map(0, 1);
        Assert.True(vma.Lock.VmaStartRead(_process.Mm.MmapLock));
        _process.Mm.MmapLock.MmapWriteLock();
        Assert.Equal(FaultResult.Retry, FaultHandling.HandleMmFault(vma, Process.Address, FaultFlags.VmaLock | FaultFlags.Write));
        _process.Mm.MmapLock.MmapWriteUnlock();
        CheckNobodyReads(vma);
        Assert.Null(vma.AnonVma);
    }

    [Fact]
    public void Sigsegv_comes_of_flags_that_contradict_each_other() => Assert.Equal(
        FaultResult.Sigsegv, FaultHandling.HandleMmFault(_process.Map(0, 1), Process.Address, FaultFlags.VmaLock | FaultFlags.RetryNoWait));

    [Fact]
    public void Sigbus_comes_of_shared_memory_with_nothing_behind_it()
    {
        Vma vma = _process.Map(0, 1);
        vma.VmFlagsInit(Shared);
        Assert.Equal(FaultResult.Sigbus, Process.Read(vma, 0));
    }

    [Theory]
    [InlineData(FaultResult.Oom, Errno.Nomem)]
    [InlineData(FaultResult.Hwpoison, Errno.Hwpoison)]
    [InlineData(FaultResult.HwpoisonLarge, Errno.Hwpoison)]
    [InlineData(FaultResult.Sigbus, Errno.Fault)]
    [InlineData(FaultResult.Sigsegv, Errno.Fault)]
    public void The_kernel_gets_an_errno_for_it(FaultResult result, Errno errno) => Assert.Equal(errno, Populating.VmFaultToErrno(result));

    private static void CheckNobodyReads(Vma vma)
    {
        vma.Mm.MmapLock.MmapWriteLock();
        Assert.True(vma.VmaStartWrite());
        vma.Mm.MmapLock.MmapWriteUnlock();
    }

    private sealed class GivesBack : IVmOperations
    {
        public bool HasFault => true;

        public FaultResult Fault(ref VmFault vmf)
        {
            // Another fault maps the page meanwhile.
            vmf.Vma.Ops = null;
            Assert.Equal(FaultResult.None, FaultHandling.HandleMmFault(vmf.Vma, vmf.Address, FaultFlags.User));
            vmf.Vma.Mm.MmapLock.MmapReadUnlock();
            return FaultResult.NoPage | FaultResult.Completed;
        }
    }
}
