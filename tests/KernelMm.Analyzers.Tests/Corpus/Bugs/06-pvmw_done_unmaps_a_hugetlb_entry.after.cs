// 6. M7. page_vma_mapped_walk_done unmapped what huge_pte_offset had found ("mm/rmap: fix potential pte_unmap on an not mapped pte", 2021).
internal static class WalkDone
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static bool Young(Mm mm, PmdPtr pmd, VirtualAddress address, bool hugetlb)
    {
        PtePtr pte;
        if (hugetlb)
        {
            pte = HugePteOffset(mm, address);
        }
        else
        {
            pte = PteOffsetMap(mm, pmd, address);
        }

        if (!pte)
        {
            return false;
        }

        var young = PtepGet(mm, pte).Young;
        if (!hugetlb)
        {
            PteUnmap(mm, pte);
        }

        return young;
    }
}
