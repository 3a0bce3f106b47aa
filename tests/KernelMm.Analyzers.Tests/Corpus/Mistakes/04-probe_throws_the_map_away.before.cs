// 4. M2. A table is mapped to see whether there is one, and the answer thrown away with the mapping in it.
internal static class ProbeThrowsAway
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static bool Probe(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        PteOffsetMap(mm, pmd, addr); // KMM0002
        return true;
    }
}
