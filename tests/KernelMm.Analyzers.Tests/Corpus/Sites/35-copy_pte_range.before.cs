// 35. copy_pte_range, mm/memory.c, the destination: both address spaces are locked for writing; the map allocates, so null is out of memory.
// The form is older than the series, which did not touch it.
internal static class CopyPteRangeDestination
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Copy(Vma dstVma, Vma srcVma, PmdPtr dstPmd, PmdPtr srcPmd, VirtualAddress addr, VirtualAddress end)
    {
        var (dst, src) = (dstVma.Mm, srcVma.Mm);
        PtePtr origDst, dstPte;
        dstPte = PteAllocMapLock(dst, dstPmd, addr, out var dstPtl);
        if (!dstPte)
        {
            return -Errno.NoMemory;
        }

        origDst = dstPte;
        do
        {
            if (!PtepGet(dst, dstPte).None)
            {
                break;
            }

            SetPte(dst, dstPte, SourceEntry(src, srcPmd, addr));
            dstPte++;
            addr += PageSize;
        }
        while (addr != end);

        PteUnmapUnlock(dst, origDst, dstPtl);
        return 0;
    }
}
