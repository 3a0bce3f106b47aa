// 2. M4. dev_pagemap_mapping_shift returned from the table it had mapped (5c91c0e77b8f, 2021).
internal static class MappingShift
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static int Shift(Vma vma, PmdPtr pmd, VirtualAddress address)
    {
        var mm = vma.Mm;
        var pte = PteOffsetMap(mm, pmd, address); // KMM0004
        if (!pte)
        {
            return 0;
        }

        var entry = PtepGet(mm, pte);
        if (!entry.Present)
        {
            return 0;
        }

        if (entry.Devmap)
        {
            return PageShift;
        }

        return 0;
    }
}
