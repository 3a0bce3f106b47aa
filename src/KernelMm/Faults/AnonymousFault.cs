using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Faults;

/// <summary>Private anonymous memory that nobody touched yet. In Linux: <c>do_anonymous_page</c>.</summary>
internal static class AnonymousFault
{
    /// <summary>
    /// Maps the zero page for a read, and a page of its own for a write. A table that went away, or an entry that somebody else
    /// made, is for the CPU to come back to. In Linux: <c>do_anonymous_page</c>.
    /// </summary>
    [MaySleep]
    public static FaultResult DoAnonymousPage(ref VmFault vmf)
    {
        // Shared memory that claims to be nothing in particular: nothing would be shared.
        if ((vmf.Vma.Flags & VmaFlags.Shared) != 0)
        {
            return FaultResult.Sigbus;
        }

        if (PteAlloc(vmf.Vma.Mm, vmf.Pmd))
        {
            return FaultResult.Oom;
        }

        return vmf.Is(FaultFlags.Write) ? MapNewPage(ref vmf) : MapZeroPage(ref vmf);
    }

    private static FaultResult MapZeroPage(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        Pte entry = EntryChanges.MkPte(NormalPages.ZeroPfn, vmf.Vma.PageProt).MkSpecial();
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return FaultResult.None;
        }

        FaultResult result = CheckStableAddressSpace(mm);
        if (result == FaultResult.None && PtepGet(mm, pte).None)
        {
            SetPte(mm, pte, entry);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return result;
    }

    private static FaultResult MapNewPage(ref VmFault vmf)
    {
        FaultResult prepared = AnonPreparation.VmfAnonPrepare(ref vmf);
        if (prepared != FaultResult.None)
        {
            return prepared;
        }

        Folio folio = FolioAllocation.FolioPrealloc(vmf.Vma, vmf.Address, needZero: true);
        if (folio.IsNull)
        {
            return FaultResult.Oom;
        }

        folio.Info.Flags |= (uint)FrameFlags.Uptodate;
        Mm mm = vmf.Vma.Mm;
        mm.Machine.Tasks.Current.Ahead.Prefetch();
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            folio.Put();
            return FaultResult.None;
        }

        FaultResult result = CheckStableAddressSpace(mm);
        if (result != FaultResult.None || !PtepGet(mm, pte).None)
        {
            PteUnmapUnlock(mm, pte, ptl);
            folio.Put();
            return result;
        }

        mm.Struct.AddRss(RssCounter.Anon, 1);
        AnonMapping.AddNew(folio, vmf.Vma, vmf.Address);
        Pte entry = EntryChanges.MkPte(folio.Pfn, vmf.Vma.PageProt).MkYoung();
        SetPte(mm, pte, (vmf.Vma.Flags & VmaFlags.Write) != 0 ? entry.MkDirty().MkWrite() : entry);
        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
    }

    /// <summary>In an address space that lost pages nothing new is mapped. In Linux: <c>check_stable_address_space</c>.</summary>
    public static FaultResult CheckStableAddressSpace(Mm mm) =>
        (mm.Struct.Flags & MmFlags.Unstable) != 0 ? FaultResult.Sigbus : FaultResult.None;
}
