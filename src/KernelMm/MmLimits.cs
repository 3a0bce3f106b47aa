namespace KernelMm;

/// <summary>What an address space may have. In Linux: resource limits, <c>vm.*</c> and a capability.</summary>
public sealed record MmLimits
{
    /// <summary>No limit. In Linux: <c>RLIM_INFINITY</c>.</summary>
    public static ByteCount Infinity => new(ulong.MaxValue);

    /// <summary>How many mappings. In Linux: <c>vm.max_map_count</c>.</summary>
    public int MaxMapCount { get; init; } = 65530;

    /// <summary>How much memory may be locked. In Linux: <c>RLIMIT_MEMLOCK</c>.</summary>
    public ByteCount Memlock { get; init; } = new(8 << 20);

    /// <summary>Whether the limit on locked memory does not hold. In Linux: <c>CAP_IPC_LOCK</c>.</summary>
    public bool CanLockAnything { get; init; }

    /// <summary>How much may be mapped. In Linux: <c>RLIMIT_AS</c>.</summary>
    public ByteCount AddressSpace { get; init; } = Infinity;

    /// <summary>How much private writable memory may be mapped. In Linux: <c>RLIMIT_DATA</c>.</summary>
    public ByteCount Data { get; init; } = Infinity;

    /// <summary>How big a stack may grow. In Linux: <c>RLIMIT_STACK</c>.</summary>
    public ByteCount Stack { get; init; } = new(8 << 20);

    /// <summary>The lowest address that may be mapped where it is asked for. In Linux: <c>vm.mmap_min_addr</c>.</summary>
    public VirtualAddress MmapMinAddr { get; init; } = new(65536);

    /// <summary>
    /// The lowest address that is chosen for a mapping, and to which a stack grows, even where lower ones may be asked for. In
    /// Linux: <c>CONFIG_LSM_MMAP_MIN_ADDR</c>.
    /// </summary>
    public VirtualAddress LsmMmapMinAddr { get; init; } = new(65536);

    /// <summary>How far a growing stack stays away from what is below it. In Linux: <c>stack_guard_gap</c>.</summary>
    public FrameCount StackGuardGap { get; init; } = new(256);

    /// <summary>
    /// Where mappings without a hint are placed from, downwards; null for what the kernel takes with no randomization: below the
    /// room that a stack may need. In Linux: <c>mm->mmap_base</c>.
    /// </summary>
    public VirtualAddress? MmapBase { get; init; }

    /// <summary>
    /// Where the heap begins. In Linux: <c>mm->start_brk</c>, which comes from the program that is executed.
    /// </summary>
    public VirtualAddress StartBrk { get; init; } = new(0x1000_0000);

    /// <summary>
    /// Whether a mapping whose length is a multiple of a huge page's is placed at a multiple of it where nothing else is
    /// asked for. In Linux since 6.7, with <c>CONFIG_TRANSPARENT_HUGEPAGE</c>.
    /// </summary>
    public bool AlignsHugeLengths { get; init; } = true;

    /// <summary>What its pages are charged to; null for no account. In Linux: the task's memory cgroup.</summary>
    public Folios.MemCgroup? Memcg { get; init; }

    // What Linux calls mmap_min_addr itself, which is the higher of the two.
    internal VirtualAddress LowestChosen => LsmMmapMinAddr > MmapMinAddr ? LsmMmapMinAddr : MmapMinAddr;

    /// <summary>In what it behaves as a kernel newer than 6.12.</summary>
    public MmChanges Since612 { get; init; }
}
