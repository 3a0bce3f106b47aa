namespace KernelMm.Contracts;

/// <summary>
/// The argument must point into a mapping that is live during the whole call; the caller keeps it. On the parameters of methods
/// that look at an entry.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NeedsMappedAttribute : Attribute
{
    /// <summary>
    /// Whether the method writes the entry. Writing through a mapping whose lock was not taken by the mapping method itself needs
    /// validation first: <see cref="ValidatesAttribute"/>.
    /// </summary>
    public bool Writes { get; init; }
}
