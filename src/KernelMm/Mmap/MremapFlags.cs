using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Mmap;

/// <summary>How to move or resize. In Linux: <c>MREMAP_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum MremapFlags
{
    /// <summary>Only in place.</summary>
    None = 0,

    /// <summary>It may be moved.</summary>
    MayMove = 0x1,

    /// <summary>It is moved exactly there, whatever was there before.</summary>
    Fixed = 0x2,

    /// <summary>The old mapping stays, empty.</summary>
    DontUnmap = 0x4,
}
