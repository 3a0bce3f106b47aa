using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Mprotect;

/// <summary>How entries are changed. In Linux: <c>MM_CP_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum MmCpFlags
{
    /// <summary>Rights are what the mapping says, and a fault adds what a page allows.</summary>
    None = 0,

    /// <summary>Entries are made unusable to see who uses them. In Linux: <c>MM_CP_PROT_NUMA</c>.</summary>
    ProtNuma = 2,

    /// <summary>Entries are writable at once where a fault would do nothing but make them so. In Linux: <c>MM_CP_TRY_CHANGE_WRITABLE</c>.</summary>
    TryChangeWritable = 1,
}
