namespace KernelMm.Contracts;

/// <summary>
/// The argument is a slot that others may change at any time. One decision needs one read of it; what was seen must be looked at
/// again after its lock was taken.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LiveSlotAttribute : Attribute
{
    /// <summary>Whether the method writes the slot.</summary>
    public bool Writes { get; init; }
}
