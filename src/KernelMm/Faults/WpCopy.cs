using KernelMm.Folios;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Faults;

/// <summary>A private page made of one that is not. In Linux: <c>wp_page_copy</c>.</summary>
internal static class WpCopy
{
    /// <summary>
    /// Copies what the entry maps, and maps the copy if the entry is still the same. The old entry is cleared and flushed before
    /// the new one is written, and its page uncounted after that: nobody writes to the old page when somebody else may count on
    /// having it alone. In Linux: <c>wp_page_copy</c>.
    /// </summary>
    /// <param name="vmf">The fault.</param>
    /// <param name="old">What the entry maps, with a reference of the caller's, which is put here; none for the zero page and bare frames.</param>
    [MaySleep]
    public static FaultResult WpPageCopy(ref VmFault vmf, Folio old)
    {
        // It will be read, and by then it is on its way.
        if (!old.IsNull)
        {
            old.Machine.Arena.PrefetchSource(old.Number);
        }

        FaultResult result = AnonPreparation.VmfAnonPrepare(ref vmf);
        if (result == FaultResult.None)
        {
            result = CopyAndMap(ref vmf, old);
        }

        if (!old.IsNull)
        {
            old.Put();
        }

        return result;
    }

    private static FaultResult CopyAndMap(ref VmFault vmf, Folio old)
    {
        bool isZero = old.IsNull && NormalPages.IsZeroPfn(vmf.OrigPte.Pfn);
        Folio copy = FolioAllocation.FolioPrealloc(vmf.Vma, vmf.Address, isZero);
        if (copy.IsNull)
        {
            return FaultResult.Oom;
        }

        if (!isZero && !PageCopies.WpPageCopyUser(ref vmf, copy, old))
        {
            copy.Put();
            return FaultResult.None;
        }

        copy.Info.Flags |= (uint)FrameFlags.Uptodate;
        if (!Map(ref vmf, copy, old))
        {
            copy.Put();
        }

        return FaultResult.None;
    }

    // Whether the entry was still the same.
    private static bool Map(ref VmFault vmf, Folio copy, Folio old)
    {
        Mm mm = vmf.Vma.Mm;
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return false;
        }

        if (!PteSame(PtepGet(mm, pte), vmf.OrigPte))
        {
            PteUnmapUnlock(mm, pte, ptl);
            return false;
        }

        Count(mm, old);
        Pte entry = EntryChanges.MkPte(copy.Pfn, vmf.Vma.PageProt).MkYoung();
        EntryChanges.PtepClearFlush(mm, vmf.Address, pte);
        AnonMapping.AddNew(copy, vmf.Vma, vmf.Address);
        SetPte(mm, pte, vmf.Is(FaultFlags.Unshare) ? entry : EntryChanges.MaybeMkWrite(entry.MkDirty(), vmf.Vma));
        if (!old.IsNull)
        {
            FolioRmap.FolioRemoveRmapPte(old, vmf.Vma);
        }

        PteUnmapUnlock(mm, pte, ptl);
        if (!old.IsNull)
        {
            old.PutRefs(1);
        }

        return true;
    }

    private static void Count(Mm mm, Folio old)
    {
        if (old.IsNull)
        {
            mm.Struct.AddRss(RssCounter.Anon, 1);
        }
        else if (!old.IsAnon)
        {
            mm.Struct.AddRss(Zap.RssVector.CounterOf(old), -1);
            mm.Struct.AddRss(RssCounter.Anon, 1);
        }
    }
}
