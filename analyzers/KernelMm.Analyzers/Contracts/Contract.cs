namespace KernelMm.Analyzers.Contracts;

/// <summary>What the attributes on one parameter, or on a return value, say. Several may hold at once.</summary>
[Flags]
internal enum Contract
{
    None = 0,

    /// <summary>The value may be null and must be tested before any other use.</summary>
    MayFail = 1 << 0,

    /// <summary>The value is a mapping that its receiver owns.</summary>
    ReturnsMapped = 1 << 1,

    /// <summary>The callee takes the mapping over and releases it.</summary>
    Consumes = 1 << 2,

    /// <summary>A null mapping is as good for <see cref="Consumes"/> as a live one.</summary>
    ConsumesNullToo = 1 << 3,

    /// <summary>The argument must point into a live mapping during the call.</summary>
    NeedsMapped = 1 << 4,

    /// <summary>Receives the lock of what is mapped.</summary>
    MappingLock = 1 << 5,

    /// <summary>That lock is held on return.</summary>
    MappingLockHeld = 1 << 6,

    /// <summary>The lock named by the argument is taken.</summary>
    Locks = 1 << 7,

    /// <summary>The lock named by the argument is given back.</summary>
    Unlocks = 1 << 8,

    /// <summary>The answer true says that the argument is not null.</summary>
    NotNullWhenTrue = 1 << 9,

    /// <summary>The answer false says that the argument is not null.</summary>
    NotNullWhenFalse = 1 << 10,

    /// <summary>The call does not come back when the argument is true.</summary>
    NoReturnIfTrue = 1 << 11,

    /// <summary>The call does not come back when the argument is false.</summary>
    NoReturnIfFalse = 1 << 12,

    /// <summary>The entry that the argument points to is written.</summary>
    Writes = 1 << 13,

    /// <summary>Receives the value of the slot that was mapped through.</summary>
    Snapshot = 1 << 14,

    /// <summary>The argument is a slot that others may change.</summary>
    LiveSlot = 1 << 15,

    /// <summary>The owner of the mapping may sleep while it lives.</summary>
    MaySleepWhileMapped = 1 << 16,

    /// <summary>The slot named by the argument is written.</summary>
    WritesSlot = 1 << 17,

    /// <summary>The argument is the table that is put into a slot.</summary>
    SpareTable = 1 << 18,

    /// <summary>The caller vouches for the slot named by the argument.</summary>
    ProtectedSlot = 1 << 19,

    /// <summary>The number may be of more entries than are left in a page table.</summary>
    MayExceedTable = 1 << 20,

    /// <summary>The call does not come back when the argument is null.</summary>
    NoReturnIfNull = 1 << 21,
}
