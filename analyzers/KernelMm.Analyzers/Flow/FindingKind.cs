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

    /// <summary>Released while a mapping made later still lives.</summary>
    ReleasedOutOfOrder,

    /// <summary>Something that may sleep is called while the mapping or its lock is owed.</summary>
    MaySleep,

    /// <summary>The lock, or what the slot said, is used although the mapping is null or nobody knows.</summary>
    ReadWithoutMapping,

    /// <summary>A lock is asked whether it is null in the mapping's place.</summary>
    WrongVariable,

    /// <summary>Tested only after it had been used.</summary>
    TestedTooLate,

    /// <summary>What is released was made by the family, but never mapped.</summary>
    ReleasedUnmapped,

    /// <summary>A lock is given back that is not held.</summary>
    UnlockedUnheld,

    /// <summary>The mapping is released together with the lock of another.</summary>
    WrongLock,

    /// <summary>A lock is taken that is held already.</summary>
    LockedTwice,

    /// <summary>A pmd lock is taken under a page table's.</summary>
    LockedOutOfOrder,

    /// <summary>Written through, and nobody has seen under the lock that the table is still in its slot.</summary>
    WrittenUnvalidated,

    /// <summary>A null is answered with an outcome that means something else.</summary>
    WrongOutcome,

    DerivedLock,

    RetiredHelper,

    /// <summary>Released by a pointer that may stand before the table's first entry, or behind its last.</summary>
    OutsideTable,

    /// <summary>It went somewhere without a contract.</summary>
    Escaped,

    /// <summary>Too many paths met here; the engine is silent about this mapping from here on.</summary>
    GaveUp,
}
