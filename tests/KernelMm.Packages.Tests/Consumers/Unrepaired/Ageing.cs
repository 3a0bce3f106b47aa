using KernelMm.Contracts;
using KernelMm.PageTables.X64;
using static KernelMm.PageTables.X64.Pgtable;

public static class Ageing
{
    public static bool TestAndClearYoung<TMm>(TMm mm, PmdPtr pmd, VirtualAddress address)
        where TMm : IPageTableMemory, IPageTableLocking
    {
        PtePtr pte = PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
        bool young = PtepTestAndClearYoung(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
        return young;
    }

    public static void Protect<TMm>(TMm mm, PmdPtr pmd, VirtualAddress address)
        where TMm : IPageTableMemory, IPageTableLocking
    {
        PtePtr pte = PteOffsetMapLock(mm, pmd, address, out SpinlockPtr ptl);
        PtepSetWrprotect(mm, pte);
        PteUnmapUnlock(mm, pte, ptl);
    }
}
