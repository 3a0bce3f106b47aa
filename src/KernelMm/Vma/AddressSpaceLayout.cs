namespace KernelMm;

/// <summary>Where in an address space user memory can be. In Linux: <c>TASK_SIZE</c> and <c>arch_pick_mmap_layout</c>.</summary>
internal static class AddressSpaceLayout
{
    // The smallest and, as parts of the whole, the biggest room that is left for a stack.
    private const ulong MinGap = 128 << 20;

    // What an address may have at most where the caller did not name a higher one: programs of 4-level times keep their spare bits.
    private const int WindowBits = 47;

    /// <summary>
    /// The exclusive end of user memory. Where the upper half of all addresses is the kernel's, the last page of the lower half is
    /// left out, as x86 does for its own reasons. In Linux: <c>TASK_SIZE_MAX</c>.
    /// </summary>
    public static readonly VirtualAddress TaskSize = IsCanonical(new VirtualAddress(1UL << (VirtualAddressBits - 1)))
        ? new VirtualAddress(1UL << VirtualAddressBits)
        : new VirtualAddress((1UL << (VirtualAddressBits - 1)) - PageSize.Value);

    /// <summary>The exclusive end of what is given to who asks for no higher address. In Linux: <c>DEFAULT_MAP_WINDOW</c>.</summary>
    public static readonly VirtualAddress MapWindow = VirtualAddressBits > 48
        ? new VirtualAddress((1UL << WindowBits) - PageSize.Value)
        : TaskSize;

    /// <summary>Where the first mapping without a hint ends: below what a stack may need. In Linux: <c>mmap_base</c>, with no randomization.</summary>
    public static VirtualAddress MmapBase(MmLimits limits)
    {
        ulong room = limits.Stack.Value;
        ulong padded = room + (limits.StackGuardGap.Value << PageShift);
        ulong gap = padded > room ? padded : room;
        ulong biggest = MapWindow.Value / 6 * 5;
        return (MapWindow - new ByteCount(Math.Clamp(gap, Math.Min(MinGap, biggest), biggest))).AlignDown(PageSize);
    }
}
