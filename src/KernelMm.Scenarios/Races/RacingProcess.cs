using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Mmap;

namespace KernelMm.Scenarios.Races;

/// <summary>A machine with one address space and two neighbouring mappings in one page table, whose pages actors race for.</summary>
internal sealed class RacingProcess : IDisposable, IPageFaultHandler
{
    private readonly VmaLockedFaults.VmaLocker? _locker;

    private RacingProcess(VmaLockedFaults.VmaLocker? locker, MmuGatherKind gather)
    {
        _locker = locker;
        Machine = new Machine(new MachineOptions { Memory = new ByteCount(64 * PageSize.Value), Cpus = 3, PerCpuPages = 0, TlbEntries = 4, MmuGather = gather });
        Build();
    }

    public static VirtualAddress Address => new(0x7f12_3440_0000);

    /// <summary>The second page of the mapping.</summary>
    public static VirtualAddress SecondPage => Address + PageSize;

    public static VirtualAddress NextDoor => Address + Size;

    /// <summary>In a page table of its own.</summary>
    public static VirtualAddress Far => new(Address.Value ^ (1UL << (PgdirShift + 2)));

    public static VirtualAddress Elsewhere => Address + new ByteCount(64 * PageSize.Value);

    public Machine Machine { get; }

    public Mm Mm { get; private set; }

    /// <summary>The mapping that is fought for: two pages at <see cref="Address"/>.</summary>
    public Vma Vma { get; private set; } = null!;

    /// <summary>One for the next execution: the one before, made new, where there is one.</summary>
    /// <param name="before">The one before.</param>
    /// <param name="locker">How faults try for the mapping's lock first; null where they do not.</param>
    /// <param name="gather">How pages are taken out.</param>
    public static RacingProcess After(RacingProcess? before, VmaLockedFaults.VmaLocker? locker = null, MmuGatherKind gather = MmuGatherKind.Smp)
    {
        if (before is null)
        {
            return new RacingProcess(locker, gather);
        }

        before.Machine.Reset();
        before.Build();
        return before;
    }

    public Cpu Cpu(int number, Mm? mm = null)
    {
        Cpu cpu = Machine.Cpus[number];
        cpu.SwitchMm(mm ?? Mm);
        return cpu;
    }

    /// <summary>How much each mapping has: two pages.</summary>
    public static ByteCount Size => new(2 * PageSize.Value);

    /// <summary>A mapping of two pages of its own.</summary>
    /// <param name="address">Where.</param>
    /// <param name="more">What is allowed beside reading and writing, so that it stays apart from a neighbour that is allowed less.</param>
    public Vma Map(VirtualAddress address, Prot more = Prot.None) => Mapped(address, Prot.Read | Prot.Write | more, MapFlags.Private);

    /// <summary>A mapping of two pages that can be mapped once more.</summary>
    public Vma MapShared(VirtualAddress address) => Mapped(address, Prot.Read | Prot.Write, MapFlags.Shared);

    /// <summary>One more mapping of what such a mapping has.</summary>
    public Vma MapSame(Vma same, VirtualAddress address) => Found(
        Mm.Mremap(same.Start, ByteCount.Zero, Size, MremapFlags.MayMove | MremapFlags.Fixed, address));

    /// <summary>The folio that an address has.</summary>
    public Folio FolioOf(VirtualAddress address) => Folio.Of(Machine, EntryOf(Mm, address).Pfn);

    /// <summary>The entry of an address; none where there is no table.</summary>
    public static Pte EntryOf(Mm mm, VirtualAddress address)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, address);
        if (pmd.IsNull)
        {
            return default;
        }

        PtePtr pte = PteOffsetMap(mm, pmd, address);
        if (pte.IsNull)
        {
            return default;
        }

        Pte entry = PtepGet(mm, pte);
        PteUnmap(mm, pte);
        return entry;
    }

    public bool HandlePageFault(Cpu cpu, PageFault fault)
    {
        Mm mm = cpu.Loaded!.Value;
        FaultFlags flags = FaultFlags.User | (fault.Access == Access.Write ? FaultFlags.Write : FaultFlags.None);
        if (_locker is not null && VmaLockedFaults.Handle(mm, fault.Address, flags, _locker) is { } handled)
        {
            return handled;
        }

        mm.MmapLock.MmapReadLock();
        Vma? vma = mm.VmaLookup(fault.Address);
        VmaFlags needed = fault.Access == Access.Write ? VmaFlags.Write : VmaFlags.Read;
        bool isHandled = vma is not null
            && (vma.Flags & needed) != 0
            && (FaultHandling.HandleMmFault(vma, fault.Address, flags) & FaultResult.Error) == 0;
        mm.MmapLock.MmapReadUnlock();
        return isHandled;
    }

    public void Dispose() => Machine.Dispose();

    private Vma Mapped(VirtualAddress address, Prot prot, MapFlags flags) =>
        Found(Mm.Mmap(address, Size, prot, flags | MapFlags.Anonymous | MapFlags.Fixed));

    private Vma Found(AddressOrErrno made)
    {
        if (made.IsError)
        {
            throw new InvalidOperationException($"A mapping of the scenario was refused: {made.Errno}.");
        }

        Mm.MmapLock.MmapReadLock();
        Vma vma = Mm.VmaLookup(made.Address)!;
        Mm.MmapLock.MmapReadUnlock();
        return vma;
    }

    private void Build()
    {
        Machine.PageFaultHandler = this;
        Mm = KernelMm.Mm.Alloc(Machine) ?? throw new InvalidOperationException("The scenario's machine is too small.");
        Vma = Map(Address);
    }
}
