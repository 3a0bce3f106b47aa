// 33. dev_pagemap_mapping_shift, mm/memory-failure.c: a reverse-map lock protects the slot; 0 says "not mapped".
internal static class DevPagemapMappingShift
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static int Shift(Vma vma, VirtualAddress address, PmdPtr pmd)
    {
        var (mm, ret) = (vma.Mm, 0);
        if (!PmdpGet(mm, pmd).Present)
        {
            return 0;
        }

        if (PmdpGet(mm, pmd).Devmap) // KMM0012
        {
            return PmdShift;
        }

        var pte = PteOffsetMap(mm, pmd, address);
        var ptent = PtepGet(mm, pte); // KMM0001
        if (ptent.Present && ptent.Devmap)
        {
            ret = PageShift;
        }

        PteUnmap(mm, pte);
        return ret;
    }
}
