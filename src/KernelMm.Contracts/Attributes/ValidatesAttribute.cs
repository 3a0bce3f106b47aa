namespace KernelMm.Contracts;

/// <summary>
/// The method compares a snapshot with the slot as it is now, and answers <see langword="true"/> where they are the same. Asked
/// under the mapping's lock, that makes an unlocked mapping fit to be written through.
/// </summary>
/// <remarks>In Linux <c>pmd_same</c>, and <c>pte_same</c> with an entry known not to be none: none equals none in a detached table too.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ValidatesAttribute : Attribute
{
    /// <summary>
    /// Whether equality proves nothing when the compared entry is none: true of <c>pte_same</c>, false of <c>pmd_same</c>.
    /// </summary>
    public bool OnlyIfNotNone { get; init; }
}
