namespace KernelMm.Contracts;

/// <summary>
/// The returned lock is <paramref name="resource"/>: whoever takes it by a parameter marked <see cref="LocksAttribute"/> holds that
/// resource. In Linux: <c>pmd_lockptr</c>.
/// </summary>
/// <param name="resource">One of <see cref="HeldResource"/>, or a name of one's own.</param>
[AttributeUsage(AttributeTargets.ReturnValue)]
public sealed class NamesLockAttribute(string resource) : Attribute
{
    /// <summary>What is held while the lock is.</summary>
    public string Resource { get; } = resource;
}
