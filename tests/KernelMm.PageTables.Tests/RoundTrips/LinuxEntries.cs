namespace KernelMm.PageTables.Tests.RoundTrips;

/// <summary>The raw value that <c>pfn_pte</c>, <c>pfn_pmd</c> and <c>pfn_pud</c> make, as the kernel's headers compute it.</summary>
internal static class LinuxEntries
{
    public static ulong Of(IArchitecture architecture, int shift, Pfn pfn, ulong protection) => architecture.Layout.Name switch
    {
        "x64" or "x64-la57" => X86(shift, pfn, protection),
        "riscv-sv39" => (pfn.Value << 10) | protection,
        string name => throw new InvalidOperationException($"No test knows the entries of {name}."),
    };

    /// <summary>The bit that makes an entry huge, where there is one and no protection has it.</summary>
    public static ulong HugeBit(IArchitecture architecture, int shift) => architecture.Layout.Name.StartsWith("x64", StringComparison.Ordinal) && shift > 12 ? 0x80UL : 0;

    // protnone_mask: what is not there is stored complemented.
    private static ulong X86(int shift, Pfn pfn, ulong protection)
    {
        ulong address = pfn.Value << 12;
        address ^= protection != 0 && (protection & 1) == 0 ? ulong.MaxValue : 0;
        ulong mask = ((1UL << 52) - 1) & ~((1UL << shift) - 1);
        return (address & mask) | protection;
    }
}
