namespace KernelMm.Mmap;

/// <summary>Advice that becomes a flag of the mapping.</summary>
internal static class MadviseFlags
{
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
            Madvice.DontDump => flags | VmaFlags.DontDump,
            Madvice.DoDump => Unless(flags, VmaFlags.Special, flags & ~VmaFlags.DontDump),
            _ => flags,
        };
    }

    private static VmaFlags? Unless(VmaFlags flags, VmaFlags forbidden, VmaFlags changed) =>
        (flags & forbidden) == 0 ? changed : null;
}
