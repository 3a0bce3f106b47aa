// 7. M4. What may throw stands between the map and its release, in a try statement that cleans up something else.
internal static class LostToAnException
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static void Note(Mm mm, PmdPtr pmd, VirtualAddress addr, Action<bool> note, Folio folio)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return;
        }

        try
        {
            note(PtepGet(mm, pte).Present);
        }
        finally
        {
            folio.Young = true;
            PteUnmap(mm, pte);
        }
    }
}
