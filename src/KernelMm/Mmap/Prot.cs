using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Mmap;

/// <summary>What may be done with what is mapped. In Linux: <c>PROT_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum Prot
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It may be read.</summary>
    Read = 0x1,

    /// <summary>It may be written.</summary>
    Write = 0x2,

    /// <summary>It may be executed.</summary>
    Exec = 0x4,

    /// <summary>Atomic operations work on it, which they always do.</summary>
    Sem = 0x8,

    /// <summary>To mprotect: down to the beginning of a mapping that grows downwards.</summary>
    GrowsDown = 0x0100_0000,

    /// <summary>To mprotect: up to the end of a mapping that grows upwards, of which there are none here.</summary>
    GrowsUp = 0x0200_0000,
}
