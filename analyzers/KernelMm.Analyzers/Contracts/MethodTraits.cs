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

    /// <summary>Its callers hold that lock.</summary>
    NeedsPmdLock = 1 << 12,
}
