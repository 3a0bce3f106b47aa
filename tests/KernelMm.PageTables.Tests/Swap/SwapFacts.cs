namespace KernelMm.PageTables.Tests.Swap;

/// <summary>How the architectures store swap entries, as their headers say it, and which types their kernels have.</summary>
/// <param name="OffsetBits">How many bits an offset has.</param>
/// <param name="PfnBits"><c>SWP_PFN_BITS</c>.</param>
/// <param name="Types">The names of the non-swap types with the usual options, counted down from 31.</param>
/// <param name="Raw">The raw entry of a type and an offset.</param>
internal sealed record SwapFacts(int OffsetBits, int PfnBits, IReadOnlyList<string> Types, Func<int, ulong, ulong> Raw)
{
    private static readonly string[] AllButPoison =
    [
        "pte_marker", "device_exclusive_read", "device_exclusive_write", "device_read", "device_write",
        "migration_write", "migration_read_exclusive", "migration_read",
    ];

    public static SwapFacts Of(string architecture) => architecture switch
    {
        "x64" => new(50, 34, [.. AllButPoison, "hwpoison"], X86),
        "x64-la57" => new(50, 40, [.. AllButPoison, "hwpoison"], X86),
        "riscv-sv39" => new(52, 44, AllButPoison, (type, offset) => ((ulong)type << 7) | (offset << 12)),
        _ => throw new InvalidOperationException($"No test knows the swap entries of {architecture}."),
    };

    // __swp_entry of pgtable_64.h: the offset complemented, above it the type.
    private static ulong X86(int type, ulong offset) => (~offset << 14 >> 5) | ((ulong)type << 59);
}
