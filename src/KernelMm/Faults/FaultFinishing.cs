using KernelMm.Folios;
using KernelMm.Rmap;
using KernelMm.Zap;

namespace KernelMm.Faults;

/// <summary>A page in hand, mapped. In Linux: <c>finish_fault</c>.</summary>
internal static class FaultFinishing
{
    /// <summary>
    /// Maps the page of a fault, or the copy for a private write. Its reference becomes the entry's. In Linux: <c>finish_fault</c>.
    /// </summary>
    /// <returns>Nothing; <see cref="FaultResult.NoPage"/> where somebody was faster or the table is gone; or why not.</returns>
    [MaySleep]
    public static FaultResult FinishFault(ref VmFault vmf)
    {
        Vma vma = vmf.Vma;
        Mm mm = vma.Mm;
        bool isShared = (vma.Flags & VmaFlags.Shared) != 0;
        if (!isShared && AnonymousFault.CheckStableAddressSpace(mm) != FaultResult.None)
        {
            return FaultResult.Sigbus;
        }

        if (HasNoTable(ref vmf))
        {
            return FaultResult.Oom;
        }

        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return FaultResult.NoPage;
        }

        bool isChanged = VmfPteChanged(ref vmf, PtepGet(mm, pte));
        if (!isChanged)
        {
            SetPteOf(ref vmf, pte, isCow: !isShared && vmf.Is(FaultFlags.Write));
        }

        PteUnmapUnlock(mm, pte, ptl);
        return isChanged ? FaultResult.NoPage : FaultResult.None;
    }

    // Whether no memory is left for a table; somebody else's is as good as the one that was had before.
    private static bool HasNoTable(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        if (!PmdpGetLockless(mm, vmf.Pmd).None)
        {
            return false;
        }

        if (vmf.PreallocPte is not { } table)
        {
            return PteAlloc(mm, vmf.Pmd);
        }

        if (PmdInstall(mm, vmf.Pmd, table))
        {
            vmf.PreallocPte = null;
        }

        return false;
    }

    // In Linux: vmf_pte_changed.
    private static bool VmfPteChanged(ref VmFault vmf, Pte entry) =>
        vmf.Is(FaultFlags.OrigPteValid) ? entry != vmf.OrigPte : !entry.None;

    // In Linux: set_pte_range.
    private static void SetPteOf(ref VmFault vmf, [NeedsMapped(Writes = true)] PtePtr pte, bool isCow)
    {
        Vma vma = vmf.Vma;
        Folio folio = isCow ? vmf.CowFolio : vmf.Folio;
        Pte entry = EntryChanges.MkPte(folio.Pfn, vma.PageProt).MkYoung();
        if (vmf.Is(FaultFlags.Write))
        {
            entry = EntryChanges.MaybeMkWrite(entry.MkDirty(), vma);
        }

        if (isCow)
        {
            AnonMapping.AddNew(folio, vma, vmf.Address);
        }
        else
        {
            FolioRmap.FolioAddFileRmapPte(folio, vma);
            folio.HandOver();
        }

        vma.Mm.Struct.AddRss(RssVector.CounterOf(folio), 1);
        SetPte(vma.Mm, pte, entry);
    }
}
