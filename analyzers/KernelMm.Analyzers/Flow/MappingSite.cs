using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// One operation that makes a mapping. All mappings that it makes as control comes back to it are one to the engine: the earlier
/// one has to be gone by then.
/// </summary>
internal sealed class MappingSite(int index, IOperation operation, IMethodSymbol method, bool isForeign)
{
    public int Index { get; } = index;

    /// <summary>The call that maps; for a foreign mapping, the call that released it.</summary>
    public IOperation Operation { get; } = operation;

    /// <summary>Where it stands in the source, if not where its operation does.</summary>
    public SyntaxNode? Origin { get; set; }

    /// <summary>The mapping method, or for a foreign mapping the one that released it.</summary>
    public IMethodSymbol Method { get; } = method;

    /// <summary>
    /// Made elsewhere, and known only since this method released it: a parameter, a field. Nothing is ever owed for it.
    /// </summary>
    public bool IsForeign { get; } = isForeign;

    /// <summary>The variable that first receives the mapping, as the source names it, for messages and fixes.</summary>
    public string? PointerName { get; set; }

    /// <summary>The variable that receives its lock.</summary>
    public string? LockName { get; set; }

    /// <summary>Its lock is only named by the map, so that someone else may have detached the table by the time it is taken.</summary>
    public bool LockIsOnlyNamed { get; set; }

    /// <summary>The map takes the lock itself.</summary>
    public bool TakesLock { get; set; }

    /// <summary>
    /// Whoever receives a mapping that was made with its lock gives both back: one whose lock is gone already is nobody's any more.
    /// </summary>
    public bool IsHalfHandedOver(SiteState state) =>
        TakesLock && state is { Ownership: Ownership.HandedOver, Status: MappingStatus.Mapped, Lock: LockStatus.NotHeld };

    /// <summary>Its owner may sleep.</summary>
    public bool MaySleepWhileMapped { get; set; }

    /// <summary>The call before it that was to put a table into the slot.</summary>
    public IOperation? PopulatedBy { get; set; }

    /// <summary>The other mappings that are owed when this one is made: whoever answers its null has to give them back first.</summary>
    public HashSet<(MappingSite Site, bool Locked)> MadeWhileOwing { get; } = [];

    /// <summary>The resources that are held when this one is made, on every path or only on some: its null has to give them back too.</summary>
    public HashSet<Fact> MadeWhileHolding { get; } = [];

    public HashSet<Fact> MadeWhileNotHolding { get; } = [];

    /// <summary>The slot that it maps through; -1 where it has no name.</summary>
    public int SlotPlace { get; set; } = -1;

    /// <summary>A walker that is asked to come back to its entry may do so for ever.</summary>
    public bool SpinsInWalker { get; set; }

    /// <summary>A caller that is asked to try again may do so for ever.</summary>
    public bool SpinsInCaller { get; set; }

    /// <summary>Going back to look at the slot again may do so for ever.</summary>
    public bool SpinsHere { get; set; }

    /// <summary>It cannot fail.</summary>
    public bool IsSure { get; set; }
}
