// 33. dev_pagemap_mapping_shift, mm/memory-failure.c: a reverse-map lock protects the slot; 0 says "not mapped".
internal static class DevPagemapMappingShift
{
    [NeedsHeld(HeldResource.RmapLock)]
    internal static int Shift(Vma vma, VirtualAddress address, PmdPtr pmd)
    {
        var (mm, ret) = (vma.Mm, 0);
        var pmdval = PmdpGetLockless(mm, pmd);
        if (!pmdval.Present)
        {
            return 0;
        }

        if (pmdval.Devmap)
        {
            return PmdShift;
        }

        var pte = PteOffsetMap(mm, pmd, address);
        if (!pte)
        {
            return 0;
        }

        var ptent = PtepGet(mm, pte);
        if (ptent.Present && ptent.Devmap)
        {
            ret = PageShift;
        }

        PteUnmap(mm, pte);
        return ret;
    }
}
