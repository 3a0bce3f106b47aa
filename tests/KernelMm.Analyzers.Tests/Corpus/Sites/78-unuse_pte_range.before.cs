// 78. unuse_pte_range, mm/swapfile.c: scans without a lock; the mapping is released and forgotten before swap is read, and formerly mapped again unasked.
internal static class UnusePteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Unuse(Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var mm = vma.Mm;
        var pte = PteOffsetMap(mm, pmd, addr);
        do
        {
            var ptent = PtepGetLockless(mm, pte); // KMM0001
            if (!IsSwapPte(ptent))
            {
                continue;
            }

            PteUnmap(mm, pte);
            var entry = PteToSwpEntry(ptent);
            var folio = SwapinReadahead(entry, vma, addr);
            if (folio is null)
            {
                return -Errno.NoMemory;
            }

            FolioLock(folio);
            var ret = UnusePteOf(vma, pmd, addr, entry, folio);
            FolioUnlock(folio);
            FreeFolio(folio);
            if (ret < 0)
            {
                return ret;
            }

            pte = PteOffsetMap(mm, pmd, addr);
        }
        while (pte++ is var _ && (addr += PageSize) != end); // KMM0001

        PteUnmap(mm, pte - 1);
        return 0;
    }
}
