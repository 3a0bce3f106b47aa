namespace KernelMm.Contracts;

/// <summary>
/// On a method: its callers hold <paramref name="resource"/>. On a parameter that names a lock: that lock is held during the call.
/// </summary>
/// <param name="resource">One of <see cref="HeldResource"/>, or a name of one's own.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Delegate, AllowMultiple = true)]
public sealed class NeedsHeldAttribute(string resource) : Attribute
{
    /// <summary>What must be held.</summary>
    public string Resource { get; } = resource;
}
