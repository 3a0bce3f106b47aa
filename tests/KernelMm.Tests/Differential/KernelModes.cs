using System.Globalization;

namespace KernelMm.Tests.Differential;

/// <summary>How the kernel of this machine is set, as far as a program sees it.</summary>
/// <param name="MaxMapCount">How many mappings an address space may have.</param>
/// <param name="Overcommit">How much memory it promises.</param>
/// <param name="MmapMinAddr">The lowest address that may be mapped.</param>
/// <param name="LowestChosen">The lowest address that it chooses itself, which it says nowhere.</param>
/// <param name="StackGuardGap">How far a growing stack stays away from what is below it.</param>
/// <param name="HasHugePages">Whether it knows of huge pages, so that it takes advice on them and aligns for them.</param>
/// <param name="HasKsm">Whether it takes advice on equal pages.</param>
/// <param name="HasPkeys">Whether the processor has keys, with which the kernel makes pages that may only be executed.</param>
/// <param name="HasSwap">Whether memory that is said to be not needed soon may really go.</param>
internal sealed record KernelModes(
    int MaxMapCount, OvercommitMemory Overcommit, ulong MmapMinAddr, ulong LowestChosen, ulong StackGuardGap, bool HasHugePages, bool HasKsm, bool HasPkeys,
    bool HasSwap)
{
    private const string GuardGap = "stack_guard_gap=";

    /// <summary>What the kernel says of itself.</summary>
    /// <param name="lowestChosen">What was found to be the lowest address that it chooses.</param>
    public static KernelModes Read(ulong lowestChosen) => new(
        MaxMapCount: (int)Number("/proc/sys/vm/max_map_count", 65530),
        Overcommit: ReadOvercommit(),
        MmapMinAddr: Number("/proc/sys/vm/mmap_min_addr", 65536),
        LowestChosen: lowestChosen,
        StackGuardGap: GuardGapOf(Text("/proc/cmdline")),
        HasHugePages: File.Exists("/sys/kernel/mm/transparent_hugepage/enabled"),
        HasKsm: File.Exists("/sys/kernel/mm/ksm/run"),
        HasPkeys: Text("/proc/cpuinfo").Contains(" ospke", StringComparison.Ordinal),
        HasSwap: Text("/proc/swaps").Trim().Split('\n').Length > 1);

    /// <summary>What an address space may have where the kernel is set like this.</summary>
    public MmLimits Limits(Beginning begin, Limits limits, MmChanges changes) => new()
    {
        MaxMapCount = limits.Crowd > 0 ? MaxMapCount - (int)limits.Crowd + 1 : MaxMapCount,
        Memlock = new ByteCount(begin.Memlock),
        AddressSpace = limits.MorePages == 0 ? MmLimits.Infinity : begin.Mapped + new ByteCount(limits.MorePages << PageShift),
        Stack = new ByteCount(limits.Stack),
        MmapMinAddr = new VirtualAddress(MmapMinAddr),
        LsmMmapMinAddr = new VirtualAddress(LowestChosen),
        StackGuardGap = new FrameCount(StackGuardGap),
        AlignsHugeLengths = HasHugePages,
        MmapBase = new VirtualAddress(begin.MmapBase),
        StartBrk = new VirtualAddress(begin.Brk),
        Since612 = changes,
    };

    /// <summary>How much memory the kernel promises.</summary>
    public static OvercommitMemory ReadOvercommit() => (OvercommitMemory)(int)Number("/proc/sys/vm/overcommit_memory", 0);

    /// <summary>In pages; what the kernel was started with, or its own choice. In Linux: <c>cmdline_parse_stack_guard_gap</c>.</summary>
    internal static ulong GuardGapOf(string commandLine) =>
        commandLine.Split((char[]?)null).LastOrDefault(word => word.StartsWith(GuardGap, StringComparison.Ordinal)) is { } word
        && ulong.TryParse(word[GuardGap.Length..], CultureInfo.InvariantCulture, out ulong pages)
            ? pages
            : 256;

    private static ulong Number(string file, ulong otherwise) =>
        ulong.TryParse(Text(file), CultureInfo.InvariantCulture, out ulong number) ? number : otherwise;

    private static string Text(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}
