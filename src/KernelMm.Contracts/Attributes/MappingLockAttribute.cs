namespace KernelMm.Contracts;

/// <summary>
/// An <c>out</c> parameter that receives the lock of what the method maps. It means something only where the mapping is not
/// null; before that is known, reading it is a mistake.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MappingLockAttribute : Attribute
{
    /// <summary>
    /// Whether the lock is held when the method returns a mapping (<c>pte_offset_map_lock</c>), or only named
    /// (<c>pte_offset_map_nolock</c>). A held lock must be given back together with the mapping, or before it.
    /// </summary>
    public bool Held { get; init; }
}
