namespace KernelMm.Contracts;

/// <summary>
/// The method reads a live slot once and returns the value: the one lawful source of the snapshot for a decision. In Linux:
/// <c>pmdp_get_lockless</c>, <c>pmdp_get</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadsSlotAttribute : Attribute
{
    /// <summary>Whether the slot's lock must be held for the read to mean anything, as for <c>pmdp_get</c>.</summary>
    public bool NeedsLock { get; init; }
}
