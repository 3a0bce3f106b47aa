// 1. M4. do_swap_page, a device-private entry that changed: the lock was given back and the mapping forgotten ("mm: fix failure to unmap pte on
// highmem systems", 2023; since 16ce101db85d).
internal static class DevicePrivateMismatch
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Swap(Vma vma, PmdPtr pmd, VirtualAddress addr, Pte origPte, Folio page)
    {
        var (mm, ret) = (vma.Mm, FaultResult.None);
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            goto out_;
        }

        if (!PteSame(PtepGet(mm, pte), origPte))
        {
            PteUnmapUnlock(mm, pte, ptl);
            goto out_;
        }

        PteUnmapUnlock(mm, pte, ptl);
        page.Young = true;
    out_:
        return ret;
    }
}
