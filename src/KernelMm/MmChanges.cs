using System.Diagnostics.CodeAnalysis;

namespace KernelMm;

/// <summary>What kernels newer than 6.12, which this is a port of, do differently so that a program sees it.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are flags.")]
public enum MmChanges
{
    /// <summary>Nothing: 6.12.</summary>
    None = 0,

    /// <summary>A mapping with pages of its own merges into a neighbour that has none yet. Since 6.16.</summary>
    FaultedMergesIntoUnfaulted = 1,

    /// <summary>
    /// mremap looks at all of its arguments before it looks for the mapping, refuses before it takes away what is at the new place,
    /// and looks for the mapping again as soon as that is gone. Since 6.17.
    /// </summary>
    MremapChecksArgumentsFirst = 2,

    /// <summary>mremap moves several mappings at once where it neither resizes nor looks for a place. Since 6.17.</summary>
    MremapMovesSeveral = 4,

    /// <summary>
    /// Locked memory that mremap moves with <see cref="Mmap.MremapFlags.DontUnmap"/> counts as locked twice from then on: at the new place, and at the
    /// old one, where nothing is locked any more. Since the calls' rewrite in 6.15.
    /// </summary>
    DontUnmapLocksTwice = 8,
}
