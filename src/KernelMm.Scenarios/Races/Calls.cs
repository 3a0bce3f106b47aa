using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Mmap;
using KernelMm.Mremap;
using KernelMm.Rmap;
using KernelMm.Zap;

namespace KernelMm.Scenarios.Races;

/// <summary>
/// System calls on the mapping that is fought for, and beside them what each would be with a bug: those are made of the calls' own
/// pieces, in the calls' order.
/// </summary>
internal static class Calls
{
    // How pages and tables are taken out of a mapping that is in no tree any more.
    private delegate void Unmapper(ref MmuGather tlb, Vma vma);

    /// <summary>In Linux: <c>munmap</c>.</summary>
    public static void Munmap(RacingProcess process) => Done(process.Mm.Munmap(RacingProcess.Address, RacingProcess.Size));

    /// <summary>The same with a page freed first, and flushed afterwards: the bug.</summary>
    public static void MunmapUnflushed(RacingProcess process) => MunmapBy(process.Mm, process.Vma, static (ref MmuGather tlb, Vma vma) =>
    {
        FreeBeforeFlush(vma);
        tlb.TlbRemoveTlbEntry(vma.Start);
        Zapping.UnmapVmas(ref tlb, [vma], vma.Start + PageSize, vma.End);
    });

    /// <summary>The same with the page table, whoever else may be using it: the bug.</summary>
    public static void MunmapWithTheTable(RacingProcess process) => MunmapBy(process.Mm, process.Vma, static (ref MmuGather tlb, Vma vma) =>
    {
        Zapping.UnmapVmas(ref tlb, [vma], vma.Start, vma.End);
        TableRanges.FreePgdRange(ref tlb, vma.Start, vma.End, default, default);
    });

    /// <summary>In Linux: <c>madvise(MADV_DONTNEED)</c>.</summary>
    public static void DontNeed(RacingProcess process) => DontNeed(process, RacingProcess.Address);

    /// <summary>The same for another mapping.</summary>
    public static void DontNeed(RacingProcess process, VirtualAddress start) => Done(process.Mm.Madvise(start, RacingProcess.Size, Madvice.DontNeed));

    /// <summary>The same with the page freed before the flush: the bug.</summary>
    public static void DontNeedUnflushed(RacingProcess process)
    {
        Mm mm = process.Mm;
        mm.MmapLock.MmapReadLock();
        FreeBeforeFlush(process.Vma);
        TlbFlush.FlushTlbPage(mm, process.Vma.Start);
        mm.MmapLock.MmapReadUnlock();
    }

    /// <summary>Takes the right to write. In Linux: <c>mprotect(PROT_READ)</c>.</summary>
    public static void MakeReadOnly(RacingProcess process) => Done(process.Mm.Mprotect(RacingProcess.Address, RacingProcess.Size, Prot.Read));

    /// <summary>The same with translations left as they are: the bug.</summary>
    public static void MakeReadOnlyUnflushed(RacingProcess process)
    {
        Mm mm = process.Mm;
        Vma vma = process.Vma;
        mm.MmapLock.MmapWriteLock();
        vma.VmFlagsClear(VmaFlags.Write);
        vma.PageProt = Pgprot.PageReadonly;
        WrprotectUnflushed(vma);
        mm.MmapLock.MmapWriteUnlock();
    }

    /// <summary>Moves the mapping to where another is, which goes. In Linux: <c>mremap</c>.</summary>
    public static void Move(RacingProcess process) => Done(
        process.Mm.Mremap(RacingProcess.Address, RacingProcess.Size, RacingProcess.Size, MremapFlags.MayMove | MremapFlags.Fixed, RacingProcess.Elsewhere).Errno);

    /// <summary>Moves the first page's entry, and leaves translations alone: the bug.</summary>
    public static void MoveUnflushed(RacingProcess process)
    {
        Mm mm = process.Mm;
        mm.MmapLock.MmapWriteLock();
        LockedForMove(process.Vma, mm.VmaLookup(RacingProcess.Elsewhere)!);
        MoveUnflushed(mm, RacingProcess.Address, RacingProcess.Elsewhere);
        mm.MmapLock.MmapWriteUnlock();
    }

    /// <summary>
    /// What of <c>mremap</c> moves pages, between two mappings that stay. Whether walks by the rmap are kept out is the caller's to say here, which the
    /// call itself decides by which of the two they come to first.
    /// </summary>
    public static void MovePages(Mm mm, Vma from, Vma to, bool needRmapLocks)
    {
        mm.MmapLock.MmapWriteLock();
        LockedForMove(from, to);
        TableMoves.MovePageTables(from, from.Start, to, to.Start, from.Size, needRmapLocks);
        mm.MmapLock.MmapWriteUnlock();
    }

    /// <summary>An exit that frees tables while the mappings can still be found from their pages: the bug.</summary>
    public static void ExitUnlinkedLate(Mm mm)
    {
        Vma[] vmas = [.. mm.Vmas];
        mm.MmapLock.MmapWriteLock();
        MmuGather tlb = MmuGather.TlbGatherMmuFullmm(mm);
        Zapping.UnmapVmas(ref tlb, vmas, default, Mm.TaskSize);
        TableRanges.FreePgdRange(ref tlb, vmas[0].Start, vmas[^1].End, default, default);
        tlb.TlbFinishMmu();
        Array.ForEach(vmas, AnonVmaCloning.UnlinkAnonVmas);
        mm.MmapLock.MmapWriteUnlock();
    }

    private static void Done(Errno answer) => Expect.That(answer == Errno.None, "REFUSED", $"The call answers {answer}.");

    private static void MunmapBy(Mm mm, Vma vma, Unmapper unmap)
    {
        mm.MmapLock.MmapWriteLock();
        vma.VmaStartWrite();
        Vma? before = mm.Struct.Mt.Prev(vma.Start);
        Vma? after = mm.Struct.Mt.Next(vma);
        mm.Struct.Mt.Clear(vma.Start, vma.End);
        vma.Detached = true;
        mm.MmapLock.MmapWriteDowngrade();
        mm.Machine.Lru.LruAddDrain();
        MmuGather tlb = MmuGather.TlbGatherMmu(mm);
        unmap(ref tlb, vma);
        PageTableFreeing.FreePgtables(ref tlb, [vma], before?.End ?? default, after?.Start ?? default, mmWrLocked: false);
        tlb.TlbFinishMmu();
        VmaAllocation.VmAreaFree(vma);
        mm.MmapLock.MmapReadUnlock();
    }

    private static void LockedForMove(Vma from, Vma to)
    {
        from.VmaStartWrite();
        to.VmaStartWrite();
        if (from.AnonVma is not null && to.AnonVma is null)
        {
            to.AnonVma = from.AnonVma;
            AnonVmaCloning.AnonVmaClone(to, from);
        }
    }

    private static void FreeBeforeFlush(Vma vma)
    {
        Mm mm = vma.Mm;
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, vma.Start);
        if (pmd.IsNull)
        {
            return;
        }

        PtePtr pte = PteOffsetMapLock(mm, pmd, vma.Start, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            return;
        }

        Pte cleared = PtepGetAndClear(mm, pte);
        Folio folio = cleared.Present ? NormalPages.VmNormalFolio(vma, vma.Start, cleared) : default;
        if (!folio.IsNull)
        {
            FolioRmap.FolioRemoveRmapPte(folio, vma);
            mm.Struct.AddRss(RssCounter.Anon, -1);
        }

        PteUnmapUnlock(mm, pte, ptl);
        if (!folio.IsNull)
        {
            folio.PutRefs(1);
        }
    }

    private static void WrprotectUnflushed(Vma vma)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(vma.Mm, vma.Start);
        if (pmd.IsNull)
        {
            return;
        }

        PtePtr pte = PteOffsetMapLock(vma.Mm, pmd, vma.Start, out SpinlockPtr ptl);
        if (!pte.IsNull)
        {
            PtepSetWrprotect(vma.Mm, pte);
            PteUnmapUnlock(vma.Mm, pte, ptl);
        }
    }

    private static void MoveUnflushed(Mm mm, VirtualAddress from, VirtualAddress to)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, from);
        if (pmd.IsNull)
        {
            return;
        }

        // Both entries are in one table.
        PtePtr pte = PteOffsetMapLock(mm, pmd, from, out SpinlockPtr ptl);
        if (!pte.IsNull)
        {
            Pte entry = PtepGetAndClear(mm, pte);
            SetPte(mm, pte + ((int)PteIndex(to) - (int)PteIndex(from)), entry);
            PteUnmapUnlock(mm, pte, ptl);
        }
    }
}
