// 2. A null pointer means "not mapped now": mapped at the head, forgotten before a blocking call, unmapped at the end if still there.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void SwapinWalkPmdEntry(Mm mm, PmdPtr pmd, VirtualAddress start, VirtualAddress end)
    {
        var ptep = PtePtr.Null;
        SpinlockPtr ptl = default;
        for (var addr = start; addr < end; addr += PageSize)
        {
            if (!ptep++)
            {
                ptep = PteOffsetMapLock(mm, pmd, addr, out ptl);
                if (!ptep)
                {
                    break;
                }
            }

            var pte = PtepGet(mm, ptep);
            if (!IsSwapPte(pte))
            {
                continue;
            }

            PteUnmapUnlock(mm, ptep, ptl);
            ptep = PtePtr.Null;
            ReadSwap(pte);
        }

        if (ptep)
        {
            PteUnmapUnlock(mm, ptep, ptl);
        }
    }

    [MaySleep]
    private static void ReadSwap(Pte pte) => Use(pte);

    [NeedsHeld(HeldResource.MmapLock)]
    internal static void WithoutAStep(Mm mm, PmdPtr pmd, VirtualAddress start, VirtualAddress end)
    {
        PtePtr pte = default;
        for (var addr = start; addr < end; addr += PageSize)
        {
            if (pte.IsNull)
            {
                pte = PteOffsetMap(mm, pmd, addr);
                if (pte.IsNull)
                {
                    continue;
                }
            }

            var entry = PtepGet(mm, pte);
            if (IsSwapPte(entry))
            {
                PteUnmap(mm, pte);
                pte = default;
                ReadSwap(entry);
            }
        }

        if (!pte.IsNull)
        {
            PteUnmap(mm, pte);
        }
    }
}
