using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Mmap;

/// <summary>How to map. In Linux: <c>MAP_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum MapFlags
{
    /// <summary>Neither shared nor private, which is refused.</summary>
    None = 0,

    /// <summary>What one writes, all see: after a fork, parent and child.</summary>
    Shared = 0x1,

    /// <summary>What is written is the address space's own.</summary>
    Private = 0x2,

    /// <summary>As <see cref="Shared"/>, and flags that are not known are refused; only for files.</summary>
    SharedValidate = 0x3,

    /// <summary>Exactly there, whatever was there before.</summary>
    Fixed = 0x10,

    /// <summary>Memory that begins as zero, and no file.</summary>
    Anonymous = 0x20,

    /// <summary>A stack: it grows downwards when it is used below its beginning.</summary>
    GrowsDown = 0x100,

    /// <summary>Its pages are made and stay in memory.</summary>
    Locked = 0x2000,

    /// <summary>It does not count as promised memory.</summary>
    NoReserve = 0x4000,

    /// <summary>Its pages are made at once.</summary>
    Populate = 0x8000,

    /// <summary>With <see cref="Populate"/>: not, after all.</summary>
    NonBlock = 0x1_0000,

    /// <summary>It will be a stack: no huge pages.</summary>
    Stack = 0x2_0000,

    /// <summary>Exactly there, unless something is there already.</summary>
    FixedNoReplace = 0x10_0000,
}
