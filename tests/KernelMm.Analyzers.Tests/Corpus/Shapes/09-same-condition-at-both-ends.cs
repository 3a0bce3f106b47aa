// 9. Mapped by the kind of address, unmapped by the same question.
internal static class C
{
    private static readonly VirtualAddress TaskSize = new(1UL << 47);

    [NeedsHeld(HeldResource.MmapLock)]
    internal static int WalkPteRange(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        PtePtr pte;
        if (addr >= TaskSize)
        {
            pte = PteOffsetKernel(mm, pmd, addr);
        }
        else
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte)
            {
                return -Errno.Again;
            }
        }

        var at = pte;
        for (var next = addr; next < end; next += PageSize, at++)
        {
            _ = PtepGet(mm, at);
        }

        if (addr < TaskSize)
        {
            PteUnmap(mm, pte);
        }

        return 0;
    }

    [NeedsHeld(HeldResource.MmapLock)]
    internal static int ByAFlagParameter(Mm mm, PmdPtr pmd, VirtualAddress addr, bool kernel)
    {
        var pte = kernel ? PteOffsetKernel(mm, pmd, addr) : PteOffsetMap(mm, pmd, addr);
        if (!kernel && !pte)
        {
            return -Errno.Again;
        }

        _ = PtepGet(mm, pte);
        if (!kernel)
        {
            PteUnmap(mm, pte);
        }

        return 0;
    }
}
