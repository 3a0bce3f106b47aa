// 7. M8. queue_pages_pte_range broke off at its first entry and then unmapped the one before it (3f08842098e8, 2020).
internal static class QueuePages
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int Queue(Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end)
    {
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte)
        {
            return 0;
        }

        for (; addr != end; pte++, addr += PageSize)
        {
            if (!PtepGet(mm, pte).Present)
            {
                break;
            }
        }

        PteUnmapUnlock(mm, pte - 1, ptl); // KMM0007
        return addr != end ? -Errno.Invalid : 0;
    }
}
