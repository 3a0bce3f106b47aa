using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Physical;

/// <summary>How to allocate. In Linux: <c>gfp_t</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "gfp is the kernel's own word.")]
public enum Gfp
{
    /// <summary>Without sleeping. In Linux: <c>GFP_ATOMIC</c>.</summary>
    Atomic = 0,

    /// <summary>May sleep, which is an oops where sleeping is forbidden. In Linux: <c>GFP_KERNEL</c>, by its <c>__GFP_DIRECT_RECLAIM</c>.</summary>
    Kernel = 1,

    /// <summary>The memory is zero. In Linux: <c>__GFP_ZERO</c>.</summary>
    Zero = 2,

    /// <summary>From the node that is asked for or not at all. In Linux: <c>__GFP_THISNODE</c>.</summary>
    ThisNode = 4,

    /// <summary>What it is for can be moved elsewhere. In Linux: <c>__GFP_MOVABLE</c>.</summary>
    Movable = 8,

    /// <summary>Memory for user code. In Linux: <c>GFP_HIGHUSER_MOVABLE</c>.</summary>
    HighuserMovable = Kernel | Movable,
}
