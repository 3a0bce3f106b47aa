// 12. M10. __page_table_check_pte_clear_range unmapped inside its loop and stepped on (24c8e27e6322, 2022).
internal static unsafe class ClearRangeReads
{
    internal static void Clear(Mm mm, VirtualAddress addr, Pmd pmd)
    {
        var ptep = PteOffsetMap(mm, new PmdPtr(&pmd), addr);
        if (!ptep)
        {
            return;
        }

        PteUnmap(mm, ptep);
        for (var i = 0; i < PtrsPerPte; i++)
        {
            PageTableCheckPteClear(addr, PtepGet(mm, ptep)); // KMM0008
            addr += PageSize;
            ptep++;
        }
    }
}
