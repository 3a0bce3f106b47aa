// 6. M4. A mapping is kept in a field that does not say so, for a method that nobody is made to call.
internal sealed class KeepsThePointer
{
    private PtePtr _pte;

    [NeedsHeld(HeldResource.MmapLock)]
    internal bool Start(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte)
        {
            return false;
        }

        _pte = pte; // KMM0020
        return true;
    }
}
