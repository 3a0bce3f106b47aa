namespace KernelMm.Analyzers.Flow;

internal enum FindingKind
{
    /// <summary>Used where it may be null.</summary>
    UsedUntested,

    /// <summary>The map's result goes nowhere.</summary>
    Discarded,

    /// <summary>The method is left, or the map is reached again, while the mapping or its lock is owed.</summary>
    NotReleased,

    UsedAfterRelease,

    /// <summary>It went somewhere without a contract.</summary>
    Escaped,

    /// <summary>Too many paths met here; the engine is silent about this mapping from here on.</summary>
    GaveUp,
}
