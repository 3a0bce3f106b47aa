using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>One thing that the engine found out about one mapping. Rules read these and nothing else.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Site">The mapping.</param>
/// <param name="Place">Where it goes wrong.</param>
internal sealed record Finding(FindingKind Kind, MappingSite Site, Location Place)
{
    /// <summary>The operation that goes wrong; null at the end of a method.</summary>
    public IOperation? Operation { get; init; }

    /// <summary>How the mapping is used there.</summary>
    public Use Use { get; init; }

    /// <summary>The pointer as the source writes it there.</summary>
    public string Pointer { get; init; } = "";

    /// <summary>For a use after release: where it was released.</summary>
    public Location? Released { get; init; }

    /// <summary>For what is not released: the mapping itself, its lock, or both.</summary>
    public bool OwesMapping { get; init; }

    public bool OwesLock { get; init; }

    /// <summary>The mapping had not even been tested.</summary>
    public bool Untested { get; init; }

    /// <summary>The path was left by an exception that some call may throw, not by a statement.</summary>
    public bool ByException { get; init; }
}
