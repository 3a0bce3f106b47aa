// 36. copy_pte_range, mm/memory.c, the source: the destination is mapped and locked already and is released where there is nothing to copy;
// breaks off where somebody waits.
internal static class CopyPteRange
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static int Copy(Vma dstVma, Vma srcVma, PmdPtr dstPmd, PmdPtr srcPmd, VirtualAddress addr, VirtualAddress end)
    {
        var (dst, src) = (dstVma.Mm, srcVma.Mm);
    again:
        var (progress, ret) = (0, 0);
        PtePtr origSrc, origDst, srcPte, dstPte;
        dstPte = PteAllocMapLock(dst, dstPmd, addr, out var dstPtl);
        if (!dstPte)
        {
            ret = -Errno.NoMemory;
            goto out_;
        }

        srcPte = PteOffsetMap(src, srcPmd, addr);
        var srcPtl = PteLockptr(src, srcPmd); // KMM0015
        src.SpinLockNested(srcPtl);
        origSrc = srcPte;
        origDst = dstPte;
        ArchEnterLazyMmuMode();
        do
        {
            if (progress >= 32)
            {
                progress = 0;
                if (NeedResched())
                {
                    break;
                }
            }

            var pte = PtepGet(src, srcPte); // KMM0001
            if (pte.None)
            {
                progress++;
                continue;
            }

            ret = CopyPresentPte(dstVma, srcVma, dstPte, srcPte, pte);
            if (ret != 0)
            {
                break;
            }

            progress += 8;
        }
        while (dstPte++ is var _ && srcPte++ is var _ && (addr += PageSize) != end);

        ArchLeaveLazyMmuMode();
        src.SpinUnlock(srcPtl);
        PteUnmap(src, origSrc); // KMM0001
        AddRss(dst, progress);
        PteUnmapUnlock(dst, origDst, dstPtl);
        CondResched();
        if (ret != 0)
        {
            goto out_;
        }

        if (addr != end)
        {
            goto again;
        }

    out_:
        return ret;
    }
}
