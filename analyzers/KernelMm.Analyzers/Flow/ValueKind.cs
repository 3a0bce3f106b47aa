namespace KernelMm.Analyzers.Flow;

internal enum ValueKind
{
    Unknown,

    /// <summary>A null that the source spells out.</summary>
    Null,

    /// <summary>The value of a constant that the source spells out: a flag, a return code.</summary>
    Constant,

    /// <summary>A pointer into a mapping, or null where that mapping failed.</summary>
    Pointer,

    /// <summary>The lock that came with a mapping.</summary>
    Lock,

    /// <summary>The value of the slot that a mapping was made through.</summary>
    Snapshot,

    /// <summary>A pointer that a method of the family made without mapping anything; the number is its call's.</summary>
    Unmapped,

    /// <summary>A truth value that says whether a mapping's slot is unchanged; of every mapping where there is no number.</summary>
    ValidTest,

    /// <summary>A truth value that says whether a mapping is null.</summary>
    NullTest,

    /// <summary>A truth value that says whether a mapping's lock was taken.</summary>
    LockTest,

    /// <summary>The truth value of a pure condition that the method asks more than once.</summary>
    Condition,

    /// <summary>A lock that is a resource of the vocabulary.</summary>
    NamedLock,

    /// <summary>A truth value that says whether a resource was acquired.</summary>
    HeldTest,

    /// <summary>What a live slot held when it was read.</summary>
    SlotRead,

    /// <summary>A table that is to be put into a slot, or null.</summary>
    Spare,

    /// <summary>A number of entries that may be more than a table has left.</summary>
    PageCount,

    /// <summary>A page table that was taken out of its slot, or something made of it.</summary>
    Detached,

    /// <summary>Two values joined by <c>&amp;</c> or <c>|</c>, of which at least one is a test.</summary>
    Both,
}
