using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Faults;

/// <summary>How a fault came about and what may be done about it. In Linux: <c>enum fault_flag</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum FaultFlags
{
    /// <summary>A read by the kernel that must not be retried.</summary>
    None = 0,

    /// <summary>It was a write.</summary>
    Write = 0x1,

    /// <summary>An entry that is there is to become writable.</summary>
    MkWrite = 0x2,

    /// <summary>The lock may be dropped, with <see cref="FaultResult.Retry"/> for an answer.</summary>
    AllowRetry = 0x4,

    /// <summary>Retry at once and keep the lock, instead of waiting.</summary>
    RetryNoWait = 0x8,

    /// <summary>Waiting ends when the task is killed.</summary>
    Killable = 0x10,

    /// <summary>It was tried before.</summary>
    Tried = 0x20,

    /// <summary>User code did it.</summary>
    User = 0x40,

    /// <summary>On behalf of another task.</summary>
    Remote = 0x80,

    /// <summary>It was the fetch of an instruction.</summary>
    Instruction = 0x100,

    /// <summary>Waiting ends with any signal.</summary>
    Interruptible = 0x200,

    /// <summary>A page that is read is to be the mapping's own.</summary>
    Unshare = 0x400,

    /// <summary>The entry that the fault was about is known.</summary>
    OrigPteValid = 0x800,

    /// <summary>It is handled under the lock of the VMA, and not of the address space.</summary>
    VmaLock = 0x1000,
}
