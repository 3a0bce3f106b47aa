using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Mmap;

/// <summary>How to lock a range. In Linux: <c>MLOCK_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum MlockFlags
{
    /// <summary>Its pages are made now.</summary>
    None = 0,

    /// <summary>Its pages are locked when they are first used.</summary>
    OnFault = 0x1,
}
