using System;
using System.Diagnostics.CodeAnalysis;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

[Flags]
public enum FollowFlags
{
    None = 0,
    Write = 1,
    Touch = 2,
    Get = 4,
    Dump = 8,
    Pin = 16,
    SplitPmd = 32,
}

/// <summary>The buffer of /proc/pid/pagemap.</summary>
public abstract class Pagemap
{
    public abstract int Add(VirtualAddress addr, ulong entry);
}

/// <summary>The state of PAGEMAP_SCAN.</summary>
public abstract class PagemapScan
{
    public bool WriteProtects;

    public abstract int ThpEntry(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress start, VirtualAddress end);

    public abstract ulong PageCategory(Vma vma, VirtualAddress addr, Pte pte);

    public abstract bool IsInteresting(ulong categories);

    public abstract int Output(ulong categories, VirtualAddress addr, ref VirtualAddress end);
}

/// <summary>A file's pages.</summary>
public abstract class Mapping
{
    /// <summary>The next page that can be mapped, locked and with a reference.</summary>
    public abstract Folio? NextUptodateFolio(int from, int to);

    public abstract void UnlockAndPut(Folio folio);

    [MaySleep]
    public abstract Folio? Read(int index);
}

/// <summary>The range that hmm_range_fault fills.</summary>
public abstract class HmmRange
{
    public abstract int Hole(VirtualAddress start, VirtualAddress end);

    public abstract int FillNone(VirtualAddress start, VirtualAddress end);

    public abstract int FillError(VirtualAddress start, VirtualAddress end);

    public abstract bool NeedsFault(VirtualAddress start, VirtualAddress end);

    [MaySleep]
    public abstract void WaitForMigration(Mm mm, [LiveSlot] PmdPtr pmd);

    public abstract int HandlePmd(VirtualAddress addr, VirtualAddress end, Pmd pmd);

    public abstract int HandlePte(Mm mm, VirtualAddress addr, VirtualAddress end, PmdPtr pmd, [NeedsMapped] PtePtr ptep);
}

public static partial class Kernel
{
    public static void SmapsPteEntry(Mm mm, [NeedsMapped] PtePtr pte, VirtualAddress addr, Tally mss) { }

    public static void ClearSoftDirtyPmd(Mm mm, [LiveSlot] PmdPtr pmd) { }

    public static ulong PteToPagemapEntry(Vma vma, VirtualAddress addr, Pte pte) => 0;

    public static void DamonPmdpMkold(Mm mm, [LiveSlot] PmdPtr pmd) { }

    public static void DamonPtepMkold(Mm mm, [NeedsMapped(Writes = true)] PtePtr pte) { }

    public static Folio? NoPageTable(Vma vma, FollowFlags flags) => null;

    public static bool TryGrabFolio(Folio folio, FollowFlags flags) => true;

    public static void UngrabFolio(Folio folio) { }

    public static Pte EntryOfSplit(Folio page, int index, bool freeze, bool write, bool young) => default;

    public static void VmBugOn([DoesNotReturnIf(true)] bool condition) { }

    public static void VmWarnOn(bool condition) { }
}
