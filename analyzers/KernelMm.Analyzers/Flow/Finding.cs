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

    /// <summary>It was known to be null.</summary>
    public bool KnownNull { get; init; }

    /// <summary>For a wrong outcome: what it says, as the vocabulary numbers it.</summary>
    public int Outcome { get; init; }

    /// <summary>Outside the table: before its first entry, not behind its last.</summary>
    public bool IsBefore { get; init; }

    /// <summary>The other mapping that this is about.</summary>
    public MappingSite? Other { get; init; }

    /// <summary>The path was left by an exception that some call may throw, not by a statement.</summary>
    public bool ByException { get; init; }

    /// <summary>What the rule says of it in words: a resource, a step, a contract.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The statement that would put it right, where another path shows it.</summary>
    public string? Remedy { get; init; }
}
