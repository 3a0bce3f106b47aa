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
        for (var i = 0; i < PtrsPerPte; i++, haddr += PageSize)
        {
            var pte = PteOffsetMap(mm, new PmdPtr(&copy), haddr);
            VmBugOn(!PtepGet(mm, pte).None); // KMM0001
            SetPte(mm, pte, zero.MkSpecial());
            PteUnmap(mm, pte);
        }

        PmdPopulate(mm, pmd, pgtable);
    }
}
