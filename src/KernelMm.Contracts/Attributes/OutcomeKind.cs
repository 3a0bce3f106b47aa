namespace KernelMm.Contracts;

/// <summary>What an outcome tells the caller, as far as an answer to a failed map is concerned.</summary>
public enum OutcomeKind
{
    /// <summary>Nothing was done here, and that is fine.</summary>
    Skip,

    /// <summary>The same entry is looked at again. In Linux: <c>ACTION_AGAIN</c>, a jump to <c>again</c>.</summary>
    Again,

    /// <summary>The caller tries the same address again. In Linux: <c>-EAGAIN</c>.</summary>
    Retry,

    /// <summary>The CPU faults again. In Linux: 0 or <c>VM_FAULT_NOPAGE</c> from a fault.</summary>
    Refault,

    /// <summary>A slower or smaller way is taken. In Linux: GUP-fast to slow, a large folio to a small one.</summary>
    Fallback,

    /// <summary>There is no table, and that is the answer. In Linux: <c>-EINVAL</c> where the slot is the caller's responsibility.</summary>
    Error,

    /// <summary>There was no memory: never the meaning of a failed map.</summary>
    OutOfMemory,

    /// <summary>The address is bad: never the meaning of a failed map.</summary>
    BadAddress,

    /// <summary>Something is busy: never the meaning of a failed map.</summary>
    Busy,
}
