// 40. remap_pte_range, mm/memory.c: mmap_lock for writing; the map allocates. The form is older than the series, which did not touch it.
internal static class RemapPteRange
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Remap(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, Pfn pfn, Pgprot prot)
    {
        var err = 0;
        PtePtr mappedPte, pte;
        mappedPte = pte = PteAllocMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return -Errno.NoMemory;
        }

        ArchEnterLazyMmuMode();
        do
        {
            VmWarnOn(!PtepGet(mm, pte).None);
            if (!PfnModifyAllowed(pfn, prot))
            {
                err = -Errno.Invalid;
                break;
            }

            SetPte(mm, pte, PfnPte(pfn, prot).MkSpecial());
            pfn = new Pfn(pfn.Value + 1);
        }
        while (pte++ is var _ && (addr += PageSize) != end);

        ArchLeaveLazyMmuMode();
        PteUnmapUnlock(mm, mappedPte, ptl);
        return err;
    }
}
