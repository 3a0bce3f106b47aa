namespace KernelMm.Faults;

/// <summary>How a fault ended; none of these: it is done, and the instruction is tried again. In Linux: <c>vm_fault_t</c>.</summary>
[Flags]
public enum FaultResult
{
    /// <summary>It is done.</summary>
    None = 0,

    /// <summary>No memory left.</summary>
    Oom = 0x1,

    /// <summary>Nothing is behind the address.</summary>
    Sigbus = 0x2,

    /// <summary>It had to wait for a device.</summary>
    Major = 0x4,

    /// <summary>The page's memory failed.</summary>
    Hwpoison = 0x10,

    /// <summary>The memory of a huge page failed.</summary>
    HwpoisonLarge = 0x20,

    /// <summary>The access is not allowed.</summary>
    Sigsegv = 0x40,

    /// <summary>The entry is in place already, or somebody else does it.</summary>
    NoPage = 0x100,

    /// <summary>The page comes locked.</summary>
    Locked = 0x200,

    /// <summary>The lock was dropped; once more from the beginning.</summary>
    Retry = 0x400,

    /// <summary>Not with a huge page.</summary>
    Fallback = 0x800,

    /// <summary>The copy was made.</summary>
    DoneCow = 0x1000,

    /// <summary>The file must be written back before the entry is made.</summary>
    NeedDsync = 0x2000,

    /// <summary>It is done, and the lock was dropped.</summary>
    Completed = 0x4000,

    /// <summary>Any of the failures. In Linux: <c>VM_FAULT_ERROR</c>.</summary>
    Error = Oom | Sigbus | Sigsegv | Hwpoison | HwpoisonLarge | Fallback,
}
