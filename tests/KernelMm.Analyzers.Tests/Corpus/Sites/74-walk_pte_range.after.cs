// 74. walk_pte_range, mm/pagewalk.c, with a VMA: null is told to the pmd loop, which looks at the action a second time.
internal static class WalkPteRange
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Walk(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end, ref MmWalk walk)
    {
        var err = 0;
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (pte)
        {
            err = WalkPteRangeInner(mm, pte, addr, end);
            PteUnmapUnlock(mm, pte, ptl);
        }
        else
        {
            walk.Action = PageWalkAction.Again;
        }

        return err;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static int WalkPmdRange(Vma vma, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var (mm, err) = (vma.Mm, 0);
        var walk = default(MmWalk);
        do
        {
            var next = PmdAddrEnd(addr, end);
        again:
            if (PmdpGetLockless(mm, pmd).None)
            {
                continue;
            }

            walk.Action = PageWalkAction.Subtree;
            SplitHugePmd(vma, pmd, addr);
            err = Walk(mm, pmd, addr, next, ref walk);
            if (err != 0)
            {
                break;
            }

            if (walk.Action == PageWalkAction.Again)
            {
                goto again;
            }
        }
        while (pmd++ is var _ && (addr = PmdAddrEnd(addr, end)) != end);

        return err;
    }
}
