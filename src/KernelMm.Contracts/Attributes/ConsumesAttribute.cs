namespace KernelMm.Contracts;

/// <summary>
/// The method takes over the mapping passed here and releases it; afterwards the caller may use neither it nor any pointer
/// derived from it. The argument must be a live mapping that the family made, not null, and point inside the mapped table.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ConsumesAttribute : Attribute
{
    /// <summary>Whether null is allowed and does nothing. False unless said otherwise, as for <c>pte_unmap</c>.</summary>
    public bool AllowsNull { get; init; }
}
