// 25. What was stepped on is counted, and taken back.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, int nr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return 0;
        }

        var steps = 0;
        while (steps < nr)
        {
            Use(PtepGet(mm, pte));
            pte++;
            steps++;
        }

        PteUnmap(mm, pte - steps);
        return steps;
    }
}
