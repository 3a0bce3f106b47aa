// 8. M8. remap_pte_range broke off at a frame that may not be mapped, and then unmapped one entry before the first (90a3e375d324, 2021).
internal static class RemapFrames
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Remap(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Pfn pfn, Pgprot prot)
    {
        var err = 0;
        PtePtr pte, mappedPte;
        mappedPte = pte = PteAllocMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.NoMemory;
        }

        do
        {
            if (!PfnModifyAllowed(pfn, prot))
            {
                err = -Errno.Invalid;
                break;
            }

            SetPte(mm, pte, PfnPte(pfn, prot));
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        PteUnmapUnlock(mm, mappedPte, ptl);
        return err;
    }
}
