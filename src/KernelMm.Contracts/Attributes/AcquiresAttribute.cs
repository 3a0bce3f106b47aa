namespace KernelMm.Contracts;

/// <summary>
/// When the method returns, its caller holds <paramref name="resource"/> once more than before and owes it to a method marked
/// <see cref="ReleasesAttribute"/>. Where the method answers with a <see cref="bool"/>, only the answer <see langword="true"/>
/// means that.
/// </summary>
/// <param name="resource">One of <see cref="HeldResource"/>, or a name of one's own.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, AllowMultiple = true)]
public sealed class AcquiresAttribute(string resource) : Attribute
{
    /// <summary>What is acquired.</summary>
    public string Resource { get; } = resource;
}
