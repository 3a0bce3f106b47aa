// A stand-in for what the generator emits for an architecture: the same signatures and contracts, nothing behind them. It is
// no part of this project; it is given as text to every source under test and compiled with it.
using System;
using KernelMm.Contracts;

namespace KernelMm.Family;

/// <summary>An address space.</summary>
public sealed class Mm
{
    public SpinlockPtr PageTableLock;

    public void SpinLock([Locks] SpinlockPtr ptl) { }

    public void SpinLockNested([Locks] SpinlockPtr ptl) { }

    public bool SpinTrylock([Locks] SpinlockPtr ptl) => true;

    public void SpinUnlock([Unlocks] SpinlockPtr ptl) { }

    [Acquires(HeldResource.Rcu)]
    public void RcuReadLock() { }

    [Releases(HeldResource.Rcu)]
    public void RcuReadUnlock() { }

    [MaySleep]
    public void CondResched() { }

    [Acquires(HeldResource.PmdLock)]
    public void PmdLock() { }

    [Acquires(HeldResource.PmdLock)]
    public bool PmdTrylock() => true;

    [Releases(HeldResource.PmdLock)]
    public void PmdUnlock() { }

    [return: NamesLock(HeldResource.PmdLock)]
    public SpinlockPtr PmdLockPtr(PmdPtr pmd) => default;

    [MaySleep, Acquires(HeldResource.MmapLock)]
    public void MmapReadLock() { }

    [Releases(HeldResource.MmapLock)]
    public void MmapReadUnlock() { }

    [Acquires(HeldResource.InterruptsOff)]
    public void LocalIrqDisable() { }

    [Releases(HeldResource.InterruptsOff)]
    public void LocalIrqEnable() { }

    [Acquires(HeldResource.LazyMmuMode)]
    public void EnterLazyMmuMode() { }

    [Releases(HeldResource.LazyMmuMode)]
    public void LeaveLazyMmuMode() { }
}

/// <summary>A folio, by its number.</summary>
public readonly record struct Folio(int Number)
{
    [MayExceedTable]
    public int Pages => 1;

    [MaySleep, Acquires(HeldResource.FolioLock)]
    public void FolioLock() { }

    [Acquires(HeldResource.FolioLock)]
    public bool FolioTrylock() => true;

    [Releases(HeldResource.FolioLock)]
    public void FolioUnlock() { }
}

public readonly record struct Pmd(ulong Value)
{
    [HoldsFor(SlotStates.None)]
    public bool IsNone => Value == 0;

    [HoldsFor(SlotStates.Huge)]
    public bool IsTransHuge => (Value & 0x80) != 0;

    [HoldsFor(SlotStates.Table)]
    public bool IsTable => (Value & 0x81) == 1;

    [HoldsFor(SlotStates.Table | SlotStates.Huge | SlotStates.Devmap)]
    public bool IsPresent => (Value & 1) != 0;

    /// <summary>Nobody says for which states this holds.</summary>
    public bool IsDirty => (Value & 0x40) != 0;

    [HoldsFor(SlotStates.Table)]
    public ulong TableAddress => Value & ~0xFFFUL;
}

public readonly record struct Pte(ulong Value)
{
    public bool IsNone => Value == 0;

    public bool IsPresent => (Value & 1) != 0;

    public bool IsSwap => !IsNone && !IsPresent;
}

public readonly struct PmdPtr(nint address)
{
    public nint Address { get; } = address;
}

public readonly struct PtePtr : IEquatable<PtePtr>
{
    private readonly nint _address;

    private PtePtr(nint address) => _address = address;

    public static PtePtr Null => default;

    public bool IsNull => _address == 0;

    public static bool operator true(PtePtr pte) => !pte.IsNull;

    public static bool operator false(PtePtr pte) => pte.IsNull;

    public static bool operator !(PtePtr pte) => pte.IsNull;

    public static bool operator ==(PtePtr left, PtePtr right) => left._address == right._address;

    public static bool operator !=(PtePtr left, PtePtr right) => left._address != right._address;

    public static PtePtr operator +(PtePtr pte, int entries) => new(pte._address + (8 * entries));

    public static PtePtr operator -(PtePtr pte, int entries) => new(pte._address - (8 * entries));

    public static long operator -(PtePtr left, PtePtr right) => (left._address - right._address) / 8;

    public static PtePtr operator ++(PtePtr pte) => pte + 1;

    public static PtePtr operator --(PtePtr pte) => pte - 1;

    public bool Equals(PtePtr other) => this == other;

    public override bool Equals(object? obj) => obj is PtePtr other && Equals(other);

    public override int GetHashCode() => _address.GetHashCode();
}

/// <summary>A fault's state: the mapping and its lock travel in it between functions.</summary>
public struct VmFault
{
    public Mm Mm;
    public PmdPtr Pmd;
    public VirtualAddress Address;

    [ReturnsMapped]
    [Consumes]
    public PtePtr Pte;

    public SpinlockPtr Ptl;
    public Pte OrigPte;
    public Table? PreallocPte;
}

[Flags]
public enum FaultResult
{
    None = 0,
    [RaceOutcome(OutcomeKind.OutOfMemory)]
    Oom = 1,

    [RaceOutcome(OutcomeKind.BadAddress)]
    Sigbus = 2,

    [RaceOutcome(OutcomeKind.Retry)]
    Retry = 4,

    [RaceOutcome(OutcomeKind.Refault)]
    NoPage = 8,
}

/// <summary>A page table that is in no slot.</summary>
public sealed class Table;

public static class Errno
{
    public const int Again = -11;
    public const int Invalid = -22;

    [RaceOutcome(OutcomeKind.OutOfMemory)]
    public const int NoMemory = 12;

    [RaceOutcome(OutcomeKind.Busy)]
    public const int Busy = 16;
}

public static class Pgtable
{
    public static readonly ByteCount PageSize = new(4096);

    [return: MayFail]
    [return: ReturnsMapped]
    public static PtePtr PteOffsetMap(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress addr) => default;

    [return: MayFail]
    [return: ReturnsMapped]
    public static PtePtr PteOffsetMapNoLock(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress addr, [MappingLock] out SpinlockPtr ptl)
    {
        ptl = default;
        return default;
    }

    [return: MayFail]
    [return: ReturnsMapped]
    public static PtePtr PteOffsetMapRoNoLock(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress addr, [MappingLock] out SpinlockPtr ptl)
    {
        ptl = default;
        return default;
    }

    [return: MayFail]
    [return: ReturnsMapped]
    public static PtePtr PteOffsetMapRwNoLock(
        Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress addr, [Snapshot] out Pmd pmdval, [MappingLock] out SpinlockPtr ptl)
    {
        pmdval = default;
        ptl = default;
        return default;
    }

    [return: MayFail]
    [return: ReturnsMapped]
    public static PtePtr PteOffsetMapLock(
        Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress addr, [MappingLock(Held = true)] out SpinlockPtr ptl)
    {
        ptl = default;
        return default;
    }

    [MaySleep]
    [return: MayFail]
    [return: ReturnsMapped]
    public static PtePtr PteAllocMapLock(
        Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress addr, [MappingLock(Held = true)] out SpinlockPtr ptl)
    {
        ptl = default;
        return default;
    }

    [PopulatesSlot]
    [MaySleep]
    public static bool PteAlloc(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    public static void PteUnmap(Mm mm, [Consumes] PtePtr pte) { }

    public static void PteUnmapUnlock(Mm mm, [Consumes] PtePtr pte, [Unlocks] SpinlockPtr ptl) { }

    /// <summary>No contract: never null, never unmapped.</summary>
    public static PtePtr PteOffsetKernel(Mm mm, PmdPtr pmd, VirtualAddress addr) => default;

    public const int PtrsPerPte = 512;

    public static int PteIndex(VirtualAddress addr) => 0;

    public static Pte PtepGet(Mm mm, [NeedsMapped] PtePtr ptep) => default;

    public static void SetPte(Mm mm, [NeedsMapped(Writes = true)] PtePtr ptep, Pte pte) { }

    public static Pte PtepGetAndClear(Mm mm, [NeedsMapped(Writes = true)] PtePtr ptep) => default;

    [ReadsSlot]
    public static Pmd PmdpGetLockless(Mm mm, [LiveSlot] PmdPtr pmdp) => default;

    [ReadsSlot(NeedsLock = true)]
    public static Pmd PmdpGet(Mm mm, [LiveSlot] PmdPtr pmdp) => default;

    [Validates]
    public static bool PmdSame(Pmd a, Pmd b) => a == b;

    [Validates(OnlyIfNotNone = true)]
    public static bool PteSame(Pte a, Pte b) => a == b;

    [return: MayFail]
    public static object? PmdTransHugeLock(Mm mm, [LiveSlot] PmdPtr pmd) => null;

    /// <summary>Takes the pmd lock where the slot is huge or being migrated, and answers whether.</summary>
    [HoldsFor(SlotStates.Huge | SlotStates.Devmap | SlotStates.Migration)]
    [Acquires(HeldResource.PmdLock)]
    public static bool PmdTryHugeLock(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    public static void SetPmd(Mm mm, [LiveSlot(Writes = true)] PmdPtr pmdp, Pmd pmd) { }

    [PopulatesSlot]
    public static void PmdInstall(Mm mm, [LiveSlot(Writes = true)] PmdPtr pmd, [PopulatesSlot] Table? table) { }

    public static void PmdPopulate(Mm mm, [LiveSlot(Writes = true)] PmdPtr pmd, ulong table) { }

    [MaySleep]
    public static Table? PteAllocOne(Mm mm) => null;

    [FreesTable]
    public static void PteFree(Mm mm, Table table) { }

    [Detaches]
    public static Pmd PmdpClear(Mm mm, [LiveSlot(Writes = true)] PmdPtr pmd) => default;

    [Detaches]
    [DetachStep(DetachStep.FlushTlb)]
    public static Pmd PmdpCollapseFlush(Mm mm, [LiveSlot(Writes = true)] PmdPtr pmd) => default;

    public static Table PmdPgtable(Pmd pmd) => new();

    [DetachStep(DetachStep.FlushTlb)]
    public static void FlushTlb(Mm mm) { }

    [DetachStep(DetachStep.Synchronize)]
    public static void PmdpGetLocklessSync() { }

    [DetachStep(DetachStep.Uncount)]
    public static void MmDecNrPtes(Mm mm) { }

    [DetachStep(DetachStep.FreeByRcu)]
    public static void PteFreeDefer(Mm mm, Table table) { }

    [DerivesLock]
    public static SpinlockPtr PteLockptr(Mm mm, [LiveSlot] PmdPtr pmd) => default;

    [RetiredHelper("map and test the result")]
    public static bool PmdTransUnstable(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    public static void Note(string what) { }
}
