// 19. __collapse_huge_page_swapin, mm/khugepaged.c: mmap_lock for reading, which the function drops where it fails; do_swap_page takes the
// mapping over.
internal static class CollapseHugePageSwapin
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static ScanResult Swapin(Mm mm, Vma vma, VirtualAddress haddr, PmdPtr pmd)
    {
        var end = haddr + PmdSize;
        var pte = PtePtr.Null;
        SpinlockPtr ptl = default;
        for (var address = haddr; address < end; address += PageSize)
        {
            var vmf = new VmFault { Vma = vma, Mm = mm, Address = address, Pmd = pmd };
            if (!pte++)
            {
                pte = PteOffsetMapRoNoLock(mm, pmd, address, out ptl);
                if (!pte)
                {
                    MmapReadUnlock(mm);
                    return ScanResult.PmdNull;
                }
            }

            vmf.OrigPte = PtepGetLockless(mm, pte);
            if (!IsSwapPte(vmf.OrigPte))
            {
                continue;
            }

            vmf.Pte = pte;
            vmf.Ptl = ptl;
            pte = PtePtr.Null;
            var ret = DoSwapPage(ref vmf);
            if ((ret & FaultResult.Retry) != 0)
            {
                return ScanResult.Fail;
            }
        }

        if (pte)
        {
            PteUnmap(mm, pte);
        }

        return ScanResult.Succeed;
    }
}
