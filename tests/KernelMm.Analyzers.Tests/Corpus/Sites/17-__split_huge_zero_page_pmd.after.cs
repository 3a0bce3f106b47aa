// 17. __split_huge_zero_page_pmd, mm/huge_memory.c: under the pmd lock the deposited table is mapped through a copy on the stack; null cannot be.
internal static unsafe class SplitHugeZeroPagePmd
{
    [NeedsHeld(HeldResource.PmdLock)]
    internal static void Split(Vma vma, VirtualAddress haddr, PmdPtr pmd, PhysicalAddress pgtable, Pte zero)
    {
        var mm = vma.Mm;
        PmdpHugeGetAndClear(mm, pmd);
        Pmd copy = default;
        PmdPopulate(mm, new PmdPtr(&copy), pgtable);
        var pte = PteOffsetMap(mm, new PmdPtr(&copy), haddr);
        VmBugOn(!pte);
        var addr = haddr;
        var i = 0;
        do
        {
            VmBugOn(!PtepGet(mm, pte).None);
            SetPte(mm, pte, zero.MkSpecial());
            pte++;
            addr += PageSize;
        }
        while (++i < PtrsPerPte);

        PteUnmap(mm, pte - 1);
        PmdPopulate(mm, pmd, pgtable);
    }
}
