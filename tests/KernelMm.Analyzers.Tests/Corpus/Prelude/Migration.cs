using System;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

/// <summary>What a device migration collects.</summary>
public abstract class MigrateVma
{
    public abstract int CollectHole(VirtualAddress start, VirtualAddress end);

    public abstract int CollectSkip(VirtualAddress start, VirtualAddress end);

    public abstract void Add(VirtualAddress addr, Folio? page);
}

/// <summary>What folio_walk_start leaves mapped and locked.</summary>
public struct FolioWalk
{
    [ReturnsMapped, Consumes]
    public PtePtr Pte;

    public SpinlockPtr Ptl;
}

public static partial class Kernel
{
    public static Pte MigrationPte(Folio page) => default;

    /// <summary>Gives the lock back, then waits until the migration is over.</summary>
    public static void MigrationEntryWaitOnLocked(Mm mm, SwpEntry entry, [Unlocks] SpinlockPtr ptl) { }

    [MaySleep]
    public static bool AnonVmaPrepare(Vma vma) => false;

    public static void MincoreUnmappedRange(Vma vma, VirtualAddress start, VirtualAddress end, Span<byte> vec) { }

    public static void MlockFolio(Folio folio, bool locked) { }

    public static void PageTableCheckPteClear(VirtualAddress addr, Pte pte) { }

    public static int WalkPteRangeInner(Mm mm, [NeedsMapped] PtePtr pte, VirtualAddress addr, VirtualAddress end) => 0;

    [MaySleep]
    public static int UnusePteOf(Vma vma, [LiveSlot] PmdPtr pmd, VirtualAddress addr, SwpEntry entry, Folio folio) => 0;

    public static int FileEnd(Vma vma) => 0;

    /// <summary>Takes both locks in the order of their addresses, or the one where they are the same.</summary>
    public static void DoublePtLock(Mm mm, [Locks] SpinlockPtr first, [Locks] SpinlockPtr second) { }

    public static void DoublePtUnlock(Mm mm, [Unlocks] SpinlockPtr first, [Unlocks] SpinlockPtr second) { }
}
