using KernelMm.Contracts;
using KernelMm.PageTables.X64;
using static KernelMm.PageTables.X64.Pgtable;

public static class Counting
{
    public static int Present<TMm>(TMm mm, PmdPtr pmd, VirtualAddress address)
        where TMm : IPageTableMemory, IPageTableLocking
    {
        PtePtr pte = PteOffsetMap(mm, pmd, address);
        if (pte.IsNull)
        {
            return 0;
        }

        if (!PtepGet(mm, pte).Present)
        {
            return 0;
        }

        PteUnmap(mm, pte);
        return 1;
    }

    public static int Dirty<TMm>(TMm mm, PmdPtr pmd, VirtualAddress address)
        where TMm : IPageTableMemory, IPageTableLocking
    {
        PtePtr pte = PteOffsetMap(mm, pmd, address);
        if (pte.IsNull)
        {
            return 0;
        }

        PteUnmap(mm, pte);
        bool dirty = PtepGet(mm, pte).Dirty;
        return dirty ? 1 : 0;
    }
}
