namespace KernelMm.Scheduling;

/// <summary>What a recorded choice decides, beside which actor runs next.</summary>
public enum ChoiceKind
{
    /// <summary>Whether an allocation fails.</summary>
    AllocationFailure,

    /// <summary>Whether a try for a free lock fails all the same.</summary>
    TrylockFailure,

    /// <summary>Whether a grace period that could end does.</summary>
    RcuDelay,

    /// <summary>Whether a map that may lawfully fail does.</summary>
    MapFailure,

    /// <summary>Whether an interrupt arrives here.</summary>
    Interrupt,

    /// <summary>Anything else a scenario asks for.</summary>
    Other,
}
