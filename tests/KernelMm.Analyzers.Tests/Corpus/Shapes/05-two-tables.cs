// 5. Two tables at once: lock the first, name the second, lock it too unless it is the same lock; release last mapped first.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int CopyPteRange(Mm dst, Mm src, PmdPtr dstPmd, PmdPtr srcPmd, VirtualAddress addr, VirtualAddress end)
    {
        var dstPte = PteOffsetMapLock(dst, dstPmd, addr, out var dstPtl);
        if (!dstPte)
        {
            return -Errno.Again;
        }

        var srcPte = PteOffsetMapNoLock(src, srcPmd, addr, out var srcPtl);
        if (!srcPte)
        {
            PteUnmapUnlock(dst, dstPte, dstPtl);
            return 0;
        }

        if (srcPtl != dstPtl)
        {
            src.SpinLockNested(srcPtl);
        }

        var (dstStart, srcStart) = (0, 0);
        for (; addr < end; addr += PageSize, dstPte++, srcPte++)
        {
            SetPte(dst, dstPte, PtepGet(src, srcPte));
            dstStart++;
            srcStart++;
        }

        if (srcPtl != dstPtl)
        {
            src.SpinUnlock(srcPtl);
        }

        PteUnmap(src, srcPte - srcStart);
        PteUnmapUnlock(dst, dstPte - dstStart, dstPtl);
        return 0;
    }
}
