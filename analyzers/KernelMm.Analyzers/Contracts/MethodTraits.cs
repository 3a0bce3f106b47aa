namespace KernelMm.Analyzers.Contracts;

/// <summary>What the attributes on a method itself say.</summary>
[Flags]
internal enum MethodTraits
{
    None = 0,
    DoesNotReturn = 1 << 0,
    Conditional = 1 << 1,
    Pure = 1 << 2,
    MaySleep = 1 << 3,
    DerivesLock = 1 << 4,
    RetiredHelper = 1 << 5,
    PopulatesSlot = 1 << 6,
    Validates = 1 << 7,

    /// <summary>What <see cref="Validates"/> compares proves nothing where it is none.</summary>
    OnlyIfNotNone = 1 << 8,

    /// <summary>Its callers hold a lock that keeps everyone from detaching the table.</summary>
    TableIsPinned = 1 << 9,

    /// <summary>It takes such a lock.</summary>
    PinsTable = 1 << 10,

    /// <summary>It takes the lock of a table of pmd slots, which comes before every page table's lock.</summary>
    TakesPmdLock = 1 << 11,

    /// <summary>It reads a live slot once and returns the value.</summary>
    ReadsSlot = 1 << 12,

    /// <summary>Its callers hold a lock that keeps the slot itself from going away.</summary>
    SlotIsProtected = 1 << 13,

    /// <summary>It takes a page table out of its slot.</summary>
    Detaches = 1 << 14,

    /// <summary>It frees a page table at once.</summary>
    FreesTable = 1 << 15,

    /// <summary>It acquires, gives back or needs some resource.</summary>
    MovesResources = 1 << 16,

    /// <summary>It returns a lock that is a resource of the vocabulary.</summary>
    NamesLock = 1 << 17,

    /// <summary>What it acquires keeps slots from going away.</summary>
    ProtectsSlot = 1 << 18,

    /// <summary>Its caller comes back to the same entry when it asks for that.</summary>
    RetriesWhenNull = 1 << 19,

    /// <summary>What it reads means something only under the slot's lock.</summary>
    ReadsUnderLock = 1 << 21,

    /// <summary>Its callers hold that lock.</summary>
    NeedsPmdLock = 1 << 20,
}
