// 2. M4. A helper that says it takes the mapping over gives it back on one way out and forgets it on the other: its callers cannot know.
internal static class FinishKeepsOne
{
    internal static void Finish(Vma vma, VirtualAddress addr, [Consumes] PtePtr pte)
    {
        if (PtepGet(vma.Mm, pte).None)
        {
            return; // KMM0022
        }

        UpdateMmuCache(vma, addr, pte);
        PteUnmap(vma.Mm, pte);
    }
}
