namespace KernelMm.Contracts;

/// <summary>Who marks entries as used: as accessed, and as written through.</summary>
public enum MarkedBy
{
    /// <summary>Nobody: the MMU knows no such marks.</summary>
    Nobody,

    /// <summary>The MMU does.</summary>
    Hardware,

    /// <summary>The MMU does; or the access faults, and the kernel does. It depends on the machine.</summary>
    Either,

    /// <summary>The access faults, and the kernel does.</summary>
    Fault,
}
