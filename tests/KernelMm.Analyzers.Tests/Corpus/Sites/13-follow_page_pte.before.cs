// 13. follow_page_pte, mm/gup.c: the page behind an address; where there is none, the caller faults it in.
internal static class FollowPagePte
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static Folio? Follow(Vma vma, VirtualAddress address, PmdPtr pmd, FollowFlags flags)
    {
        var mm = vma.Mm;
        if (PmdpGet(mm, pmd).Bad)
        {
            return NoPageTable(vma, flags);
        }

        var ptep = PteOffsetMapLock(mm, pmd, address, out var ptl);
        Folio? page = null;
        var pte = PtepGet(mm, ptep); // KMM0001
        if (!pte.Present)
        {
            goto no_page;
        }

        if (pte.Protnone)
        {
            goto no_page;
        }

        page = VmNormalFolio(vma, address, pte);
        if ((flags & FollowFlags.Write) != 0 && !pte.Write)
        {
            page = null;
            goto out_;
        }

        if (page is null)
        {
            if ((flags & FollowFlags.Dump) != 0)
            {
                goto out_;
            }

            page = FolioOf(pte.Pfn);
        }

        if (!TryGrabFolio(page, flags))
        {
            page = null;
            goto out_;
        }

        if ((flags & FollowFlags.Touch) != 0)
        {
            page.Young = true;
        }

    out_:
        PteUnmapUnlock(mm, ptep, ptl);
        return page;

    no_page:
        PteUnmapUnlock(mm, ptep, ptl);
        if (!pte.None)
        {
            return null;
        }

        return NoPageTable(vma, flags);
    }
}
