namespace KernelMm.Mmap;

/// <summary>Advice that becomes a flag of the mapping.</summary>
internal static class MadviseFlags
{
    // Of such mappings the advice on equal pages is passed over. In Linux: vma_ksm_compatible.
    private const VmaFlags NeverEqual = VmaFlags.Shared | VmaFlags.MayShare | VmaFlags.Special | VmaFlags.HugeTlb;

    /// <summary>The flags of a mapping after some advice; null where it makes no sense for it.</summary>
    public static VmaFlags? NewFlags(Vma vma, Madvice advice)
    {
        VmaFlags flags = vma.Flags;
        return advice switch
        {
            Madvice.Normal => flags & ~(VmaFlags.RandRead | VmaFlags.SeqRead),
            Madvice.Sequential => (flags & ~VmaFlags.RandRead) | VmaFlags.SeqRead,
            Madvice.Random => (flags & ~VmaFlags.SeqRead) | VmaFlags.RandRead,
            Madvice.DontFork => flags | VmaFlags.DontCopy,
            Madvice.DoFork => Unless(flags, VmaFlags.Io, flags & ~VmaFlags.DontCopy),
            Madvice.WipeOnFork => vma.Mapping is null ? Unless(flags, VmaFlags.Shared, flags | VmaFlags.WipeOnFork) : null,
            Madvice.KeepOnFork => flags & ~VmaFlags.WipeOnFork,
            Madvice.Mergeable => Unless(flags, NeverEqual, flags | VmaFlags.Mergeable) ?? flags,
            Madvice.Unmergeable => flags & ~VmaFlags.Mergeable,
            Madvice.HugePage => (flags & ~VmaFlags.NoHugePage) | VmaFlags.HugePage,
            Madvice.NoHugePage => (flags & ~VmaFlags.HugePage) | VmaFlags.NoHugePage,
            Madvice.DontDump => flags | VmaFlags.DontDump,
            Madvice.DoDump => Unless(flags, VmaFlags.Special, flags & ~VmaFlags.DontDump),
            _ => flags,
        };
    }

    private static VmaFlags? Unless(VmaFlags flags, VmaFlags forbidden, VmaFlags changed) =>
        (flags & forbidden) == 0 ? changed : null;
}
