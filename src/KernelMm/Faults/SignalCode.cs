namespace KernelMm.Faults;

/// <summary>Why an access ended with a signal. In Linux: <c>si_code</c>.</summary>
public enum SignalCode
{
    /// <summary>Nothing more is said.</summary>
    None,

    /// <summary>Nothing is mapped there. In Linux: <c>SEGV_MAPERR</c>.</summary>
    Maperr,

    /// <summary>What is mapped there does not allow the access. In Linux: <c>SEGV_ACCERR</c>.</summary>
    Accerr,

    /// <summary>Nothing is behind the address, though it is mapped. In Linux: <c>BUS_ADRERR</c>.</summary>
    Adrerr,

    /// <summary>The memory behind the address failed. In Linux: <c>BUS_MCEERR_AR</c>.</summary>
    Mceerr,
}
