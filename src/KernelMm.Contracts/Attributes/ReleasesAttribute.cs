namespace KernelMm.Contracts;

/// <summary>The method gives back <paramref name="resource"/> once; its caller must have held it.</summary>
/// <param name="resource">One of <see cref="HeldResource"/>, or a name of one's own.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ReleasesAttribute(string resource) : Attribute
{
    /// <summary>What is given back.</summary>
    public string Resource { get; } = resource;
}
