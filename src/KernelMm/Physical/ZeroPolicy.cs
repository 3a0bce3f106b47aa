namespace KernelMm.Physical;

/// <summary>When memory is zeroed, beside when it is asked for.</summary>
public enum ZeroPolicy
{
    /// <summary>Only when it is asked for; whoever allocates sees what the last owner left.</summary>
    OnRequest,

    /// <summary>Whenever it is handed out. In Linux: <c>init_on_alloc</c>.</summary>
    OnAllocation,

    /// <summary>Whenever it is given back. In Linux: <c>init_on_free</c>.</summary>
    OnFree,

    /// <summary>When it is given back it is filled with a pattern, so that a late reader is noticed. In Linux: <c>page_poison</c>.</summary>
    PoisonOnFree,
}
