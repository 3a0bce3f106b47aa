// 19. __collapse_huge_page_swapin, mm/khugepaged.c: mmap_lock for reading, which the function drops where it fails; do_swap_page takes the
// mapping over.
internal static class CollapseHugePageSwapin
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Swapin(Mm mm, Vma vma, VirtualAddress haddr, PmdPtr pmd)
    {
        var end = haddr + PmdSize;
        for (var address = haddr; address < end; address += PageSize)
        {
            var vmf = new VmFault { Vma = vma, Mm = mm, Address = address, Pmd = pmd };
            vmf.Pte = PteOffsetMap(mm, pmd, address);
            vmf.OrigPte = PtepGet(mm, vmf.Pte); // KMM0001
            if (!IsSwapPte(vmf.OrigPte))
            {
                PteUnmap(mm, vmf.Pte);
                continue;
            }

            var ret = DoSwapPage(ref vmf);
            if ((ret & FaultResult.Retry) != 0)
            {
                return ScanResult.Fail;
            }
        }

        return ScanResult.Succeed;
    }
}
