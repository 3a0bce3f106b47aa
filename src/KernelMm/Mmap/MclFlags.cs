using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Mmap;

/// <summary>What to lock of an address space. In Linux: <c>MCL_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum MclFlags
{
    /// <summary>Nothing, which is refused.</summary>
    None = 0,

    /// <summary>What is mapped now.</summary>
    Current = 0x1,

    /// <summary>What is mapped from now on.</summary>
    Future = 0x2,

    /// <summary>Pages are locked when they are first used.</summary>
    OnFault = 0x4,
}
