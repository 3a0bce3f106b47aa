// 70. __page_table_check_pte_clear_range, mm/page_table_check.c: a table that is detached already, by value; null would be a bug of the kernel.
internal static unsafe class PageTableCheckPteClearRange
{
    internal static void ClearRange(Mm mm, VirtualAddress addr, Pmd pmd)
    {
        if (!pmd.Bad && !pmd.Leaf)
        {
            var ptep = PteOffsetMap(mm, new PmdPtr(&pmd), addr);
            for (var i = 0; i < PtrsPerPte; i++)
            {
                PageTableCheckPteClear(addr, PtepGet(mm, ptep)); // KMM0001
                addr += PageSize;
                ptep++;
            }

            PteUnmap(mm, ptep - PtrsPerPte); // KMM0001
        }
    }
}
