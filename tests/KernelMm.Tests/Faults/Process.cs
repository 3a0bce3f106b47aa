using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;

namespace KernelMm.Tests.Faults;

/// <summary>A machine with one address space whose mappings tests put into it, and CPUs whose faults are handled.</summary>
internal sealed class Process : IDisposable, IPageFaultHandler
{
    public const VmaFlags ReadWrite = VmaFlags.Read | VmaFlags.Write | VmaFlags.MayRead | VmaFlags.MayWrite | VmaFlags.MayExec;

    public static readonly VirtualAddress Address = new(1UL << (VirtualAddressBits - 3));

    public Process(MachineOptions? options = null, MmLimits? limits = null)
    {
        Machine = new Machine(options ?? new MachineOptions { Memory = new ByteCount(4096 * PageSize.Value) });
        Limits = limits;
        Mm = NewMm();
        Machine.PageFaultHandler = this;
    }

    public Machine Machine { get; }

    public Mm Mm { get; }

    private MmLimits? Limits { get; }

    /// <summary>What faults ended with that could not be handled.</summary>
    public FaultResult LastError { get; private set; }

    public static VirtualAddress Page(ulong number) => Address + new ByteCount(number << PageShift);

    public Mm NewMm() => Mm.Alloc(Machine, Limits) ?? throw new InvalidOperationException("No memory for the top table.");

    /// <summary>A mapping of pages from <see cref="Address"/> on.</summary>
    public Vma Map(ulong firstPage, ulong pages, VmaFlags flags = ReadWrite, Mm? mm = null)
    {
        Mm owner = mm ?? Mm;
        Vma vma = VmaAllocation.VmAreaAlloc(owner)!;
        (vma.Start, vma.End) = (Page(firstPage), Page(firstPage + pages));
        vma.VmFlagsInit(flags);
        vma.PageProt = Protection(flags);
        bool isShared = (flags & VmaFlags.Shared) != 0;
        vma.Pgoff = isShared ? default : Pgoff.Of(vma.Start);
        owner.MmapLock.MmapWriteLock();
        if (isShared)
        {
            Assert.Equal(Errno.None, Shmem.ShmemSetup.ShmemZeroSetup(vma));
        }

        owner.Struct.Mt.Store(vma);
        owner.MmapLock.MmapWriteUnlock();
        return vma;
    }

    public Cpu Cpu(int number, Mm? mm = null)
    {
        Cpu cpu = Machine.Cpus[number];
        cpu.SwitchMm(mm ?? Mm);
        return cpu;
    }

    public static FaultResult Fault(Vma vma, VirtualAddress address, FaultFlags flags)
    {
        vma.Mm.MmapLock.MmapReadLock();
        FaultResult result = FaultHandling.HandleMmFault(vma, address, flags);
        vma.Mm.MmapLock.MmapReadUnlock();
        return result;
    }

    public static FaultResult Write(Vma vma, ulong page) => Fault(vma, Page(page), FaultFlags.Write | FaultFlags.User);

    public static FaultResult Read(Vma vma, ulong page) => Fault(vma, Page(page), FaultFlags.User);

    public Pte PteOf(ulong page, Mm? mm = null)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm ?? Mm, Page(page));
        if (pmd.IsNull)
        {
            return default;
        }

        PtePtr pte = PteOffsetMap(mm ?? Mm, pmd, Page(page));
        if (!pte)
        {
            return default;
        }

        Pte entry = PtepGet(mm ?? Mm, pte);
        PteUnmap(mm ?? Mm, pte);
        return entry;
    }

    public Folio FolioOf(ulong page, Mm? mm = null)
    {
        Pte entry = PteOf(page, mm);
        return entry.Present ? Folio.Of(Machine, entry.Pfn) : default;
    }

    /// <summary>Takes everything out, as an exit does, and answers how much memory is free then.</summary>
    public static void Empty(Mm mm)
    {
        mm.Machine.Lru.LruAddDrainAll();
        Vma[] vmas = [.. mm.Vmas];
        mm.MmapLock.MmapWriteLock();
        MmuGather tlb = MmuGather.TlbGatherMmuFullmm(mm);
        Zap.Zapping.UnmapVmas(ref tlb, vmas, default, Mm.TaskSize);
        Zap.PageTableFreeing.FreePgtables(ref tlb, vmas, default, default, mmWrLocked: true);
        tlb.TlbFinishMmu();
        mm.Struct.Mt.Clear(default, Mm.TaskSize);
        Array.ForEach(vmas, vma => vma.Ops?.Close(vma));
        mm.MmapLock.MmapWriteUnlock();
        mm.Machine.Rcu.Barrier();
    }

    bool IPageFaultHandler.HandlePageFault(Cpu cpu, PageFault fault)
    {
        Mm mm = cpu.Loaded!.Value;
        mm.MmapLock.MmapReadLock();
        Vma? vma = mm.VmaLookup(fault.Address);
        VmaFlags needed = fault.Access switch { Access.Write => VmaFlags.Write, Access.Execute => VmaFlags.Exec, _ => VmaFlags.Read };
        FaultFlags flags = FaultFlags.User | (fault.Access == Access.Write ? FaultFlags.Write : FaultFlags.None);
        FaultResult result = vma is null || (vma.Flags & needed) == 0
            ? FaultResult.Sigsegv
            : FaultHandling.HandleMmFault(vma, fault.Address, flags);
        mm.MmapLock.MmapReadUnlock();
        LastError = (result & FaultResult.Error) != 0 ? result : LastError;
        return (result & FaultResult.Error) == 0;
    }

    public void Dispose() => Machine.Dispose();

    public static Pgprot Protection(VmaFlags flags)
    {
        bool isWritable = (flags & (VmaFlags.Write | VmaFlags.Shared)) == (VmaFlags.Write | VmaFlags.Shared);
        bool isAccessible = (flags & VmaFlags.AccessFlags) != 0;
        return isWritable ? Prots.Shared : isAccessible ? Prots.Read : Pgprot.PageNone;
    }
}
