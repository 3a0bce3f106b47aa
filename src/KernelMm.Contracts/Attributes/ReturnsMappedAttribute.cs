namespace KernelMm.Contracts;

/// <summary>
/// The value is a mapping that its receiver owns: where it is not null, it must reach a parameter marked
/// <see cref="ConsumesAttribute"/> exactly once on every path, the last mapped first. On a return value, an <c>out</c> parameter,
/// or a field or property that hands a mapping over.
/// </summary>
/// <remarks>While the mapping lives, its owner is inside <see cref="Resource"/> and must not sleep.</remarks>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ReturnsMappedAttribute : Attribute
{
    /// <summary>
    /// The resource that a mapping holds while it lives, one of <see cref="HeldResource"/>. <see cref="HeldResource.Rcu"/> unless
    /// said otherwise.
    /// </summary>
    public string Resource { get; init; } = HeldResource.Rcu;

    /// <summary>
    /// Whether the owner may sleep while the mapping lives. False unless said otherwise: a page-table mapping is a read-side RCU
    /// section.
    /// </summary>
    public bool MaySleepWhileMapped { get; init; }
}
