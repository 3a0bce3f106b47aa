using System.Diagnostics.CodeAnalysis;

namespace KernelMm;

/// <summary>What is known of an address space as a whole. In Linux: the bits of <c>mm->flags</c> that begin with <c>MMF_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum MmFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Pages of it are or were pinned. In Linux: <c>MMF_HAS_PINNED</c>.</summary>
    HasPinned = 1,

    /// <summary>Pages of it may have been lost, so nothing in it can be relied on. In Linux: <c>MMF_UNSTABLE</c>.</summary>
    Unstable = 2,

    /// <summary>There is nothing left in it to be had by killing it. In Linux: <c>MMF_OOM_SKIP</c>.</summary>
    OomSkip = 4,

    /// <summary>No huge pages. In Linux: <c>MMF_DISABLE_THP</c>.</summary>
    DisableThp = 8,
}
