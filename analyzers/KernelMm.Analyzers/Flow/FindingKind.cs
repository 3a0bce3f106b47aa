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

    /// <summary>A loop goes on over the entries for as long as a number says that is not the table's.</summary>
    WalksPastTable,

    /// <summary>It went somewhere without a contract.</summary>
    Escaped,

    /// <summary>Too many paths met here; the engine is silent about this mapping from here on.</summary>
    GaveUp,

    /// <summary>Left, or come back to, with a resource that other paths give back, because a map failed.</summary>
    ForgottenResource,

    /// <summary>Mapped where nothing keeps the slot from going away.</summary>
    UnprotectedSlot,

    /// <summary>Two reads of one slot decide one thing.</summary>
    SlotReadTwice,

    /// <summary>A slot is read past the methods that read it in one piece.</summary>
    SlotReadRaw,

    /// <summary>What a slot held is taken for a table, and nobody has asked whether it is one.</summary>
    SlotNotAsked,

    /// <summary>What a slot said before its lock was taken is believed under it.</summary>
    SlotNotLookedAgain,

    /// <summary>Written in one hold of a lock after what was seen in an earlier one.</summary>
    EntryNotLookedAgain,

    /// <summary>The same map is tried again while the slot may be in a state in which it must fail.</summary>
    RetryNeverLeaves,

    /// <summary>What is done before a map that failed is done once more.</summary>
    RetryRepeats,

    /// <summary>A table that was taken out is freed before it is flushed.</summary>
    FreedTooEarly,

    /// <summary>A table that was taken out is freed with no grace period.</summary>
    FreedAtOnce,

    /// <summary>The method is left while a table that was taken out is owed something.</summary>
    DetachedOwed,

    /// <summary>The method does what its own contract says that it does not.</summary>
    BodyContradicts,

    /// <summary>A slot is to be filled with a table that is not there.</summary>
    NothingToInstall,

    /// <summary>A null is asked for that cannot be there.</summary>
    TestedSure,
}
