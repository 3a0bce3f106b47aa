namespace KernelMm;

/// <content>The mappings and what is counted of them.</content>
public readonly partial struct Mm
{
    /// <summary>
    /// The mappings as they are at one moment, in the order of their addresses. What they are may change meanwhile unless
    /// <see cref="MmapLock"/> is held. In Linux: <c>/proc/PID/maps</c>.
    /// </summary>
    public IReadOnlyList<Vma> Vmas => [.. VmaSearch.Within(_mm.Mt.Snapshot(), 0, ulong.MaxValue).Select(node => node.Vma)];

    /// <summary>The mapping that an address is in; null where it is in none. <see cref="MmapLock"/> is held, or an RCU section entered. In Linux: <c>vma_lookup</c>.</summary>
    public Vma? VmaLookup(VirtualAddress address) => _mm.Mt.Walk(address);

    /// <summary>The first mapping that ends above an address; null where none does. <see cref="MmapLock"/> is held, or an RCU section entered. In Linux: <c>find_vma</c>.</summary>
    public Vma? FindVma(VirtualAddress address) => _mm.Mt.Find(address);

    /// <summary>What it may have.</summary>
    public MmLimits Limits => _mm.Limits;

    /// <summary>How many mappings there are. In Linux: <c>mm->map_count</c>.</summary>
    public int MapCount => _mm.MapCount;

    /// <summary>How many pages are mapped. In Linux: <c>mm->total_vm</c>, <c>VmSize</c>.</summary>
    public FrameCount TotalVm => new(_mm.TotalVm);

    /// <summary>How many of them are locked. In Linux: <c>mm->locked_vm</c>, <c>VmLck</c>.</summary>
    public FrameCount LockedVm => new(_mm.LockedVm);

    /// <summary>How many of them are private, writable and no stack. In Linux: <c>mm->data_vm</c>, <c>VmData</c>.</summary>
    public FrameCount DataVm => new(_mm.DataVm);

    /// <summary>How many of them are stack. In Linux: <c>mm->stack_vm</c>, <c>VmStk</c>.</summary>
    public FrameCount StackVm => new(_mm.StackVm);

    /// <summary>How many of them are executable and neither writable nor stack. In Linux: <c>mm->exec_vm</c>, <c>VmExe</c>.</summary>
    public FrameCount ExecVm => new(_mm.ExecVm);

    /// <summary>How many pages of a kind are resident. In Linux: <c>get_mm_counter</c>.</summary>
    public long Rss(RssCounter counter) => _mm.Rss(counter);

    /// <summary>The size of all its tables below the top one. In Linux: <c>mm_pgtables_bytes</c>, <c>VmPTE</c>.</summary>
    public ByteCount PgtablesBytes => new(Locking.Atomic.Read(ref _mm.PgtablesBytes));

    /// <summary>The exclusive end of what a program can map. In Linux: <c>TASK_SIZE</c>.</summary>
    public static VirtualAddress TaskSize => AddressSpaceLayout.TaskSize;
}
