using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Faults;

/// <summary>Writes to shared mappings: nothing is ever copied. In Linux: <c>do_shared_fault</c>, <c>wp_page_shared</c>.</summary>
internal static class SharedFault
{
    /// <summary>Maps a page for a write, after what is behind the mapping has heard of it. In Linux: <c>do_shared_fault</c>.</summary>
    [MaySleep]
    public static FaultResult DoSharedFault(ref VmFault vmf)
    {
        FaultResult may = ObjectFault.VmfCanCallFault(ref vmf);
        if (may != FaultResult.None)
        {
            return may;
        }

        (bool hasPage, FaultResult result) = ObjectFault.AskForPage(ref vmf);
        if (!hasPage)
        {
            return result;
        }

        if (vmf.Vma.Ops!.HasPageMkwrite)
        {
            Unlock(vmf.Folio);
            FaultResult told = DoPageMkwrite(ref vmf);
            if (told != FaultResult.None)
            {
                vmf.Folio.Put();
                return told;
            }
        }

        FaultResult finished = FaultFinishing.FinishFault(ref vmf);
        if (finished == FaultResult.None)
        {
            vmf.Folio.Set(FrameFlags.Dirty);
        }

        Unlock(vmf.Folio);
        if (finished != FaultResult.None)
        {
            vmf.Folio.Put();
        }

        return result | finished;
    }

    /// <summary>Makes a page that is mapped already writable. In Linux: <c>wp_page_shared</c>, <c>wp_pfn_shared</c>.</summary>
    public static FaultResult WpShared(ref VmFault vmf, Folio folio, [Consumes] PtePtr pte, [Unlocks] SpinlockPtr ptl)
    {
        Mm mm = vmf.Vma.Mm;
        if (!folio.IsNull && vmf.Vma.Ops is { HasPageMkwrite: true })
        {
            folio.Get();
            PteUnmapUnlock(mm, pte, ptl);
            vmf.Folio = folio;
            return AfterMkwrite(ref vmf);
        }

        WpFault.WpPageReuse(ref vmf, pte);
        if (!folio.IsNull)
        {
            folio.Set(FrameFlags.Dirty);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
    }

    private static FaultResult AfterMkwrite(ref VmFault vmf)
    {
        FaultResult result = DoPageMkwrite(ref vmf);
        if (result == FaultResult.None)
        {
            result = FinishMkwriteFault(ref vmf);
            if (result == FaultResult.None)
            {
                vmf.Folio.Set(FrameFlags.Dirty);
            }

            Unlock(vmf.Folio);
        }

        vmf.Folio.Put();
        return result;
    }

    // In Linux: finish_mkwrite_fault.
    private static FaultResult FinishMkwriteFault(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return FaultResult.NoPage;
        }

        bool isSame = PteSame(PtepGet(mm, pte), vmf.OrigPte);
        if (isSame)
        {
            WpFault.WpPageReuse(ref vmf, pte);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return isSame ? FaultResult.None : FaultResult.NoPage;
    }

    // In Linux: do_page_mkwrite. Nothing: the page is locked, and still what it was.
    private static FaultResult DoPageMkwrite(ref VmFault vmf)
    {
        FaultResult result = vmf.Vma.Ops!.PageMkwrite(ref vmf);
        if ((result & (FaultResult.Error | FaultResult.NoPage)) != 0)
        {
            return result;
        }

        if ((result & FaultResult.Locked) == 0)
        {
            vmf.Folio.Machine.FolioLock.Lock(vmf.Folio.Frame);
        }

        if (vmf.Folio.Mapping == vmf.Vma.Mapping)
        {
            return FaultResult.None;
        }

        // Taken out of its file meanwhile: the CPU comes back.
        Unlock(vmf.Folio);
        return FaultResult.NoPage;
    }

    private static void Unlock(Folio folio) => folio.Machine.FolioLock.Unlock(folio.Frame);
}
