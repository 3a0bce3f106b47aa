// 2. M4. dev_pagemap_mapping_shift returned from the table it had mapped (5c91c0e77b8f, 2021).
internal static class MappingShift
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static int Shift(Vma vma, PmdPtr pmd, VirtualAddress address)
    {
        var mm = vma.Mm;
        var ret = 0;
        var pte = PteOffsetMap(mm, pmd, address);
        if (!pte)
        {
            return 0;
        }

        var entry = PtepGet(mm, pte);
        if (entry.Present && entry.Devmap)
        {
            ret = PageShift;
        }

        PteUnmap(mm, pte);
        return ret;
    }
}
