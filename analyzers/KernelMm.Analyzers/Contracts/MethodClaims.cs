using System.Collections.Immutable;

namespace KernelMm.Analyzers.Contracts;

/// <summary>What the attributes on a method say beyond yes and no: which resources, which steps, which states. Most methods say nothing of it.</summary>
internal sealed class MethodClaims
{
    public static readonly MethodClaims None = new();

    /// <summary>The resources that its caller holds once more when it returns.</summary>
    public ImmutableArray<string> Acquires { get; set; } = ImmutableArray<string>.Empty;

    /// <summary>The resources that it gives back.</summary>
    public ImmutableArray<string> Releases { get; set; } = ImmutableArray<string>.Empty;

    /// <summary>The resources that its callers hold.</summary>
    public ImmutableArray<string> Needs { get; set; } = ImmutableArray<string>.Empty;

    /// <summary>The resource that the lock it returns is; null where it returns none.</summary>
    public string? NamedLock { get; set; }

    /// <summary>The steps of taking a table out that it does, as bits by their numbers in the vocabulary.</summary>
    public int Steps { get; set; }

    /// <summary>The states of a slot for which it answers true or not null; 0 where it does not say.</summary>
    public int HoldsFor { get; set; }

    /// <summary>Joins in what another source says of the same method.</summary>
    public void Add(MethodClaims other)
    {
        Acquires = Acquires.Union(other.Acquires).ToImmutableArray();
        Releases = Releases.Union(other.Releases).ToImmutableArray();
        Needs = Needs.Union(other.Needs).ToImmutableArray();
        NamedLock ??= other.NamedLock;
        Steps |= other.Steps;
        HoldsFor |= other.HoldsFor;
    }
}
