namespace KernelMm.PageTables.Tests.RoundTrips;

/// <summary>The raw value that <c>pfn_pte</c>, <c>pfn_pmd</c> and <c>pfn_pud</c> make, as the kernel's headers compute it.</summary>
internal static class LinuxEntries
{
    public static ulong Of(IArchitecture architecture, int shift, Pfn pfn, ulong protection) => architecture.Layout.Name switch
    {
        "x64" or "x64-la57" => X86(shift, pfn, protection),
        "x86" => (pfn.Value << 12) | protection,
        string name when name.StartsWith("loongarch64", StringComparison.Ordinal) || name.StartsWith("ppc64", StringComparison.Ordinal) => (pfn.Value << architecture.Layout.PageShift) | protection,
        "arm" or "s390x" => (pfn.Value << 12) | protection,
        "arm-lpae" => (pfn.Value << 12) | (shift > 12 ? protection & ~2UL : protection),
        "x86-pae" => X86(shift, pfn, protection),
        string name when name.StartsWith("arm64", StringComparison.Ordinal) => Arm64(architecture.Layout, shift, pfn, protection),
        "riscv-sv32" or "riscv-sv39" or "riscv-sv48" or "riscv-sv57" => (pfn.Value << 10) | protection,
        string name => throw new InvalidOperationException($"No test knows the entries of {name}."),
    };

    /// <summary>The bit that makes an entry huge, where there is one and no protection has it.</summary>
    public static ulong HugeBit(IArchitecture architecture, int shift) => architecture.Layout.Name.StartsWith('x') && shift > 12 ? 0x80UL : 0;

    // __phys_to_pte_val, with the bits that the manual has reserved left clear; above the lowest level pmd_mkhuge follows.
    private static ulong Arm64(ArchitectureLayout layout, int shift, Pfn pfn, ulong protection)
    {
        ulong address = pfn.Value << layout.PageShift;
        ulong high = layout.PhysicalAddressBits == 52 ? address >> (layout.PageShift == 16 ? 36 : 42) & (layout.PageShift == 16 ? 0xf000UL : 0x300) : 0;
        ulong low = address & ((1UL << (layout.PhysicalAddressBits == 48 || layout.PageShift == 16 ? 48 : 50)) - 1);
        return low | high | (shift > layout.PageShift ? protection & ~2UL : protection);
    }

    // protnone_mask: what is not there is stored complemented.
    private static ulong X86(int shift, Pfn pfn, ulong protection)
    {
        ulong address = pfn.Value << 12;
        address ^= protection != 0 && (protection & 1) == 0 ? ulong.MaxValue : 0;
        ulong mask = ((1UL << 52) - 1) & ~((1UL << shift) - 1);
        return (address & mask) | protection;
    }
}
