// 10. M9. The first posting of patch 28: where the map was null or the entry had changed, update_mmu_tlb got the null pointer.
internal static class CopyUserNull
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Copy(Vma vma, PmdPtr pmd, VirtualAddress addr, Pte origPte)
    {
        var (mm, ret) = (vma.Mm, 0);
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (pte.IsNull || !PteSame(PtepGet(mm, pte), origPte))
        {
            if (pte)
            {
                UpdateMmuTlb(vma, addr, pte);
            }

            ret = -Errno.Again;
        }

        if (pte)
        {
            PteUnmapUnlock(mm, pte, ptl);
        }

        return ret;
    }
}
