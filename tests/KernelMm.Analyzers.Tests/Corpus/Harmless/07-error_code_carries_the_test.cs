// 7. The error code says on which way the exit was reached.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var err = 0;
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            err = -Errno.Again;
            goto done;
        }

        SetPte(mm, pte, default);
    done:
        if (err == 0)
        {
            PteUnmapUnlock(mm, pte, ptl);
        }

        return err;
    }
}
