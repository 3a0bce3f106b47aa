using KernelMm.Mmap;
using KernelMm.Pagewalk;
using KernelMm.Tests.Mmap;
using CachedPages = KernelMm.Filemap.AddressSpace;

namespace KernelMm.Tests.Pagewalk;

public sealed class Walks_take_what_they_are_told_to : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData(0, 0, 4)]
    [InlineData(1, 0, 0)]
    [InlineData(-5, -5, 0)]
    public void O8_A_mapping_is_walked_or_passed_over_as_is_chosen(int choice, int result, int pages)
    {
        _user.Map(0, 2);
        _user.Map(2, 2, Prot.Read);
        _user.Load(0);
        _user.Load(2);
        Choosing ops = new(_ => choice);
        Assert.Equal(result, Locked(() => VmaWalking.WalkPageRange(_user.Mm, Userland.Page(0), Userland.Page(4), ref ops)));
        Assert.Equal(pages, ops.Entries);
    }

    [Fact]
    public void One_mapping_is_walked_whether_it_would_be_chosen_or_not()
    {
        Vma vma = _user.Map(0, 4);
        _user.Store(0, 1);
        Choosing ops = new(_ => 1);
        Assert.Equal(0, Locked(() => VmaWalking.WalkPageVma(vma, ref ops)));
        Assert.Equal(0, Locked(() => VmaWalking.WalkPageRangeVma(vma, Userland.Page(1), Userland.Page(3), ref ops)));
        Assert.Equal(4 + 2, ops.Entries);
    }

    [Fact]
    public void A_range_that_is_empty_or_lies_outside_of_the_mapping_is_refused()
    {
        Vma vma = _user.Map(1, 2);
        Choosing ops = new(_ => 0);
        int invalid = -(int)Errno.Inval;
        Assert.Equal(invalid, Locked(() => VmaWalking.WalkPageRangeVma(vma, Userland.Page(0), Userland.Page(2), ref ops)));
        Assert.Equal(invalid, Locked(() => VmaWalking.WalkPageRangeVma(vma, Userland.Page(2), Userland.Page(4), ref ops)));
        Assert.Equal(invalid, Locked(() => VmaWalking.WalkPageRangeVma(vma, Userland.Page(2), Userland.Page(2), ref ops)));
        Assert.Equal(invalid, Locked(() => VmaWalking.WalkPageRange(_user.Mm, Userland.Page(2), Userland.Page(2), ref ops)));
        Assert.Equal(invalid, VmaWalking.WalkPageRangeDebug(_user.Mm, Userland.Page(2), Userland.Page(2), ref ops));
    }

    [Fact]
    public void Without_mappings_tables_are_met_as_they_are()
    {
        _user.Map(0, 3);
        _user.Store(1, 1);
        _user.Mm.MmapLock.MmapWriteLock();
        Recorder recorder = new();
        Assert.Equal(0, VmaWalking.WalkPageRangeDebug(_user.Mm, Userland.Page(0), Userland.Page(5), ref recorder));
        Assert.Equal(["pgd", "p4d", "pud", "pmd", "pte", "pte", "pte", "pte", "pte"], recorder.Log);
        Assert.Equal([false, true, false, false, false], recorder.Met.Select(met => met.IsPresent));

        Mm empty = Mm.Alloc(_user.Machine)!.Value;
        Recorder elsewhere = new();
        Assert.Equal(0, VmaWalking.WalkPageRangeDebug(_user.Mm, Userland.Page(0), Userland.Page(5), ref elsewhere, empty.Pgd));
        Assert.Equal("hole 0 5", elsewhere.Log[^1]);
        _user.Mm.MmapLock.MmapWriteUnlock();
        empty.Put();
    }

    [Fact]
    public void A_huge_entry_is_split_for_who_wants_what_is_below_and_left_alone_without_mappings()
    {
        Vma vma = _user.Map(0, 2 * (ulong)PtrsPerPte, flags: MapFlags.Private | MapFlags.NoReserve);
        VirtualAddress address = (Userland.Base + PmdSize).AlignDown(PmdSize);
        _user.Store((address - Userland.Base).Value >> PageShift, 1);
        Assert.Equal(Errno.None, _user.Mm.Madvise(vma.Start, vma.Size, Madvice.DontNeed));
        PmdPtr pmd = Pgalloc.PmdLookup.Find(_user.Mm, address);
        PhysicalAddress table = PmdpGet(_user.Mm, pmd).TableAddress;
        vma.Ops = new Bare();
        Pmd huge = PfnPmd(new Pfn(0), Prots.Shared).MkHuge();
        SetPmd(_user.Mm, pmd, huge);

        Recorder recorder = new();
        _user.Mm.MmapLock.MmapWriteLock();
        Assert.Equal(0, VmaWalking.WalkPageRangeDebug(_user.Mm, address, address + PmdSize, ref recorder));
        _user.Mm.MmapLock.MmapWriteUnlock();
        Assert.Equal(["pgd", "p4d", "pud", "pmd"], recorder.Log);
        Assert.Equal(huge, PmdpGet(_user.Mm, pmd));

        Assert.Equal(0, Locked(() => VmaWalking.WalkPageRangeVma(vma, address, address + PmdSize, ref recorder)));
        Assert.Equal(["pgd", "p4d", "pud", "pmd", "pre", "pgd", "p4d", "pud", "pmd", $"hole 3 {PtrsPerPte}", "post"], recorder.Log);
        PmdPopulate(_user.Mm, pmd, table);
        vma.Ops = null;
    }

    [Fact]
    public void All_mappings_of_a_part_of_the_page_cache_are_walked_where_they_have_it()
    {
        CachedPages mapping = TwoMappings();
        Choosing ops = new(_ => 0);
        mapping.IMmapRwsem.DownRead();
        Assert.Equal(0, VmaWalking.WalkPageMapping(mapping, new Pgoff(1), new FrameCount(2), ref ops));
        mapping.IMmapRwsem.UpRead();
        Assert.Equal(["0+2", "2+2"], ops.Asked);
        Assert.Equal([Userland.Page(1), Userland.Page(2)], ops.Addresses);
    }

    [Fact]
    public void One_that_is_chosen_against_ends_the_walk_of_them_all()
    {
        CachedPages mapping = TwoMappings();
        Choosing ops = new(vma => vma.Start == Userland.Page(0) ? 1 : 0);
        mapping.IMmapRwsem.DownRead();
        Assert.Equal(0, VmaWalking.WalkPageMapping(mapping, new Pgoff(0), new FrameCount(4), ref ops));
        mapping.IMmapRwsem.UpRead();
        Assert.Equal(["0+2"], ops.Asked);
        Assert.Empty(ops.Addresses);
    }

    // One object, mapped in two pieces, each of two pages.
    private CachedPages TwoMappings()
    {
        _user.Map(0, 4, Prot.Read | Prot.Write, MapFlags.Shared);
        Assert.Equal(Errno.None, _user.Mm.Mprotect(Userland.Page(2), Userland.Pages(2), Prot.Read));
        _user.Load(0);
        return _user.Mm.Vmas[0].Mapping!;
    }

    private int Locked(Func<int> walk)
    {
        _user.Mm.MmapLock.MmapReadLock();
        int result = walk();
        _user.Mm.MmapLock.MmapReadUnlock();
        return result;
    }

    private sealed class Bare : IVmOperations
    {
    }

    private readonly struct Choosing(Func<Vma, int> choose) : IVmaWalkOps<Choosing>
    {
        private readonly Func<Vma, int> _choose = choose;

        public readonly List<VirtualAddress> Addresses = [];

        public readonly List<string> Asked = [];

        public static WalkCallbacks Callbacks => WalkCallbacks.TestWalk | WalkCallbacks.PteEntry;

        public int Entries => Addresses.Count;

        public static int TestWalk(ref Choosing ops, VirtualAddress start, VirtualAddress end, ref VmaWalk walk)
        {
            ops.Asked.Add($"{(start - Userland.Base).Value >> PageShift}+{(end - start).Value >> PageShift}");
            return ops._choose(walk.Vma!);
        }

        public static int PteEntry(ref Choosing ops, PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
        {
            ops.Addresses.Add(address);
            return 0;
        }
    }
}
