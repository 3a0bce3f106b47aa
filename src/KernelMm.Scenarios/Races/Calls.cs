using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Mprotect;
using KernelMm.Mremap;
using KernelMm.Rmap;
using KernelMm.Zap;

namespace KernelMm.Scenarios.Races;

/// <summary>System calls on one mapping, each with its locks and in its order; and beside them what each would be with a bug.</summary>
internal static class Calls
{
    /// <summary>How pages and tables are taken out of a mapping that is in no tree any more.</summary>
    public delegate void Unmapper(ref MmuGather tlb, Vma vma);

    /// <summary>In Linux: <c>munmap</c>.</summary>
    public static void Munmap(Mm mm, Vma vma, Unmapper unmap)
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

    /// <summary>What <see cref="Munmap"/> does with pages: gathered, and freed after the flush.</summary>
    public static void UnmapGathered(ref MmuGather tlb, Vma vma) => Zapping.UnmapVmas(ref tlb, [vma], vma.Start, vma.End);

    /// <summary>Freed first, and flushed afterwards: the bug.</summary>
    public static void UnmapUnflushed(ref MmuGather tlb, Vma vma)
    {
        FreeBeforeFlush(vma);
        tlb.TlbRemoveTlbEntry(vma.Start);
        Zapping.UnmapVmas(ref tlb, [vma], vma.Start + PageSize, vma.End);
    }

    /// <summary>The page table goes too, whoever else may be using it: the bug.</summary>
    public static void UnmapWithTheTable(ref MmuGather tlb, Vma vma)
    {
        Zapping.UnmapVmas(ref tlb, [vma], vma.Start, vma.End);
        TableRanges.FreePgdRange(ref tlb, vma.Start, vma.End, default, default);
    }

    /// <summary>In Linux: <c>madvise(MADV_DONTNEED)</c>.</summary>
    public static void DontNeed(Mm mm, Vma vma)
    {
        mm.MmapLock.MmapReadLock();
        Zapping.ZapPageRangeSingle(vma, vma.Start, vma.Size);
        mm.MmapLock.MmapReadUnlock();
    }

    /// <summary>The same with the page freed before the flush: the bug.</summary>
    public static void DontNeedUnflushed(Mm mm, Vma vma)
    {
        mm.MmapLock.MmapReadLock();
        FreeBeforeFlush(vma);
        TlbFlush.FlushTlbPage(mm, vma.Start);
        mm.MmapLock.MmapReadUnlock();
    }

    /// <summary>Takes the right to write. In Linux: <c>mprotect(PROT_READ)</c>.</summary>
    public static void MakeReadOnly(Mm mm, Vma vma, bool flushes)
    {
        mm.MmapLock.MmapWriteLock();
        vma.VmFlagsClear(VmaFlags.Write);
        vma.PageProt = Pgprot.PageReadonly;
        MmuGather tlb = MmuGather.TlbGatherMmu(mm);
        if (flushes)
        {
            ProtectionChange.ChangeProtection(ref tlb, vma, vma.Start, vma.End, vma.PageProt, MmCpFlags.None);
        }
        else
        {
            WrprotectUnflushed(vma);
        }

        tlb.TlbFinishMmu();
        mm.MmapLock.MmapWriteUnlock();
    }

    /// <summary>Moves the mapping's page to another mapping. In Linux: what of <c>mremap</c> moves pages.</summary>
    public static void Move(Mm mm, Vma from, Vma to, bool flushes, bool needRmapLocks = false)
    {
        mm.MmapLock.MmapWriteLock();
        from.VmaStartWrite();
        to.VmaStartWrite();
        if (from.AnonVma is not null && to.AnonVma is null)
        {
            to.AnonVma = from.AnonVma;
            AnonVmaCloning.AnonVmaClone(to, from);
        }

        if (flushes)
        {
            TableMoves.MovePageTables(from, from.Start, to, to.Start, from.Size, needRmapLocks);
        }
        else
        {
            MoveUnflushed(mm, from.Start, to.Start);
        }

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
