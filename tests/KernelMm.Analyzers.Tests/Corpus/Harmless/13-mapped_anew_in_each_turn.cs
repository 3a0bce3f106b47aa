// 13. Each turn maps and releases; a null ends the loop.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var n = 0;
        for (; addr != end; addr += PageSize)
        {
            var pte = PteOffsetMap(mm, pmd, addr);
            if (!pte)
            {
                break;
            }

            n += PtepGet(mm, pte).Present ? 1 : 0;
            PteUnmap(mm, pte);
        }

        return n;
    }
}
