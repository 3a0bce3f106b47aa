namespace KernelMm.PageTables.Tests.Swap;

/// <summary>How the architectures store swap entries, as their headers say it, and which types their kernels have.</summary>
/// <param name="OffsetBits">How many bits an offset has.</param>
/// <param name="PfnBits"><c>SWP_PFN_BITS</c>.</param>
/// <param name="Types">The names of the non-swap types with the usual options, counted down from 31.</param>
/// <param name="Levels">The levels that hold them, lowest first.</param>
/// <param name="Raw">The raw entry of a type and an offset.</param>
internal sealed record SwapFacts(int OffsetBits, int PfnBits, IReadOnlyList<string> Types, IReadOnlyList<PageTableLevel> Levels, Func<int, ulong, ulong> Raw)
{
    /// <summary>What a pmd's swap entry has set beside a pte's.</summary>
    public ulong PmdBits { get; init; }

    /// <summary>Offset bits at which a pmd's swap entry reads as a page.</summary>
    public ulong ReadsAsPresent { get; init; }

    private static readonly PageTableLevel[] PteAndPmd = [PageTableLevel.Pte, PageTableLevel.Pmd];
    private static readonly PageTableLevel[] PteAlone = [PageTableLevel.Pte];
    private static readonly string[] MigrationAlone = ["pte_marker", "migration_write", "migration_read_exclusive", "migration_read"];
    private static readonly string[] AllButPoison =
    [
        "pte_marker", "device_exclusive_read", "device_exclusive_write", "device_read", "device_write",
        "migration_write", "migration_read_exclusive", "migration_read",
    ];

    public static SwapFacts Of(string architecture) => architecture switch
    {
        "x64" => new(50, 34, [.. AllButPoison, "hwpoison"], PteAndPmd, X86),
        "x64-la57" => new(50, 40, [.. AllButPoison, "hwpoison"], PteAndPmd, X86),
        "x86" => new(23, 20, [.. MigrationAlone, "hwpoison"], PteAlone, (type, offset) => ((ulong)type << 1) | (offset << 9)),
        // 26 bits of an offset fit beside the type in the kernel's own 32-bit word.
        "x86-pae" => new(26, 26, [.. MigrationAlone, "hwpoison"], PteAlone, X86),
        // A page frame could be wider than what the low word of an entry has room for.
        "arm" => new(24, 20, MigrationAlone, PteAlone, Arm),
        // Invalid and protected, without which it would be no swap entry.
        "s390x" => new(52, 34, MigrationAlone, PteAlone, (type, offset) => ((ulong)type << 2) | (offset << 12) | 0x600),
        // In a pmd offset bit 36 reads as a huge page that is being split.
        "loongarch64-4k" => new(40, 36, AllButPoison, PteAndPmd, LoongArch) { PmdBits = 0x40, ReadsAsPresent = 1UL << 36 },
        "loongarch64-16k" => new(40, 34, AllButPoison, PteAndPmd, LoongArch) { PmdBits = 0x40, ReadsAsPresent = 1UL << 36 },
        "ppc64-radix-4k" => new(41, 39, [.. AllButPoison, "hwpoison"], PteAndPmd, (type, offset) => (uint)type | (offset << 12) | (1UL << 62)),
        "ppc64-radix-64k" => new(37, 35, [.. AllButPoison, "hwpoison"], PteAndPmd, (type, offset) => (uint)type | (offset << 16) | (1UL << 62)),
        "arm-lpae" => new(24, 26, MigrationAlone, PteAlone, Arm),
        "riscv-sv32" => new(20, 20, MigrationAlone, PteAlone, Riscv),
        "riscv-sv39" or "riscv-sv48" or "riscv-sv57" => new(52, 44, AllButPoison, PteAndPmd, Riscv),
        string name when name.StartsWith("arm64", StringComparison.Ordinal) => new(50, Arm64PfnBits(name), [.. AllButPoison, "hwpoison"], PteAndPmd, (type, offset) => ((ulong)type << 6) | (offset << 12)),
        _ => throw new InvalidOperationException($"No test knows the swap entries of {architecture}."),
    };

    // MAX_PHYSMEM_BITS - PAGE_SHIFT.
    private static int Arm64PfnBits(string name) => (name.EndsWith("52", StringComparison.Ordinal) ? 52 : 48) - (name.Contains("-64k", StringComparison.Ordinal) ? 16 : name.Contains("-16k", StringComparison.Ordinal) ? 14 : 12);

    private static ulong Riscv(int type, ulong offset) => ((ulong)type << 7) | (offset << 12);

    private static ulong LoongArch(int type, ulong offset) => ((ulong)type << 16) | (offset << 24);

    private static ulong Arm(int type, ulong offset) => ((ulong)type << 2) | (offset << 8);

    // __swp_entry of pgtable_64.h: the offset complemented, above it the type.
    private static ulong X86(int type, ulong offset) => (~offset << 14 >> 5) | ((ulong)type << 59);
}
