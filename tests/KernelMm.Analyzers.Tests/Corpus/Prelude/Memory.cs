using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

public static partial class Kernel
{
    /// <summary>Fills an empty slot with a table. True where there is no memory.</summary>
    [MaySleep]
    [PopulatesSlot]
    public static bool PteAlloc(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    [MaySleep]
    [return: MayFail, ReturnsMapped]
    public static PtePtr PteAllocMapLock(Mm mm, [LiveSlot] PmdPtr pmd, VirtualAddress address, [MappingLock(Held = true)] out SpinlockPtr ptl)
    {
        ptl = default;
        return default;
    }

    public static void PmdInstall(Mm mm, [LiveSlot(Writes = true)] PmdPtr pmd, [PopulatesSlot] ref PhysicalAddress? table) { }

    [MaySleep]
    public static void SplitHugePmd(Vma vma, [LiveSlot] PmdPtr pmd, VirtualAddress addr) { }

    public static PmdPtr PmdOffsetOf(Mm mm, VirtualAddress addr) => default;

    public static PmdPtr MmFindPmd(Mm mm, VirtualAddress addr) => default;

    [DerivesLock]
    public static SpinlockPtr PteLockptr(Mm mm, [LiveSlot] PmdPtr pmd) => default;

    [RetiredHelper("map and test the result")]
    public static bool PmdTransUnstable(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    [RetiredHelper("map and test the result")]
    public static bool PmdDevmapTransUnstable(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    [RetiredHelper("map and test the result")]
    public static bool PmdNoneOrTransHugeOrClearBad(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    [RetiredHelper("map and test the result")]
    public static bool PmdNoneOrClearBadUnlessTransHuge(Mm mm, [LiveSlot] PmdPtr pmd) => false;

    /// <summary>Takes a table out of its slot and flushes the translations through it.</summary>
    [Detaches]
    [DetachStep(DetachStep.FlushTlb)]
    public static Pmd PmdpCollapseFlush(Vma vma, VirtualAddress addr, [LiveSlot] PmdPtr pmd) => default;

    /// <summary>Takes a table out of its slot and flushes nothing.</summary>
    [Detaches]
    public static Pmd PmdpTakeTable(Mm mm, [LiveSlot] PmdPtr pmd) => default;

    [DetachStep(DetachStep.FlushTlb)]
    public static void FlushTlbTable(Mm mm) { }

    [DetachStep(DetachStep.Synchronize)]
    public static void PmdpGetLocklessSync() { }

    [DetachStep(DetachStep.Uncount)]
    public static void MmDecNrPtes(Mm mm) { }

    [DetachStep(DetachStep.FreeByRcu)]
    public static void PteFreeDefer(Mm mm, Pmd table) { }

    [FreesTable]
    public static void PteFree(Mm mm, Pmd table) { }

    public static void FlushTlbRange(Vma vma, VirtualAddress start, VirtualAddress end) { }

    public static void FlushTlbMm(Mm mm) { }

    public static void UpdateMmuTlb(Vma vma, VirtualAddress addr, [NeedsMapped] PtePtr ptep) { }

    public static void UpdateMmuCache(Vma vma, VirtualAddress addr, [NeedsMapped] PtePtr ptep) { }

    public static void WarnOnOnce() { }

    public static void Use(object? what) { }
}
