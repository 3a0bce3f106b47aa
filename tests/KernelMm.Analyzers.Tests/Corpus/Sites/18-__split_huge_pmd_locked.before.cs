// 18. __split_huge_pmd_locked, mm/huge_memory.c: under the pmd lock the deposited table is mapped through a copy; indexed, so the start is unmapped.
internal static unsafe class SplitHugePmdLocked
{
    [NeedsHeld(HeldResource.PmdLock)]
    internal static void Split(Vma vma, PmdPtr pmd, VirtualAddress haddr, PhysicalAddress pgtable, Folio page, bool freeze)
    {
        var mm = vma.Mm;
        var old = PmdpHugeGetAndClear(mm, pmd);
        var (write, young) = (old.Write, old.Young);
        Pmd copy = default;
        PmdPopulate(mm, new PmdPtr(&copy), pgtable);
        var addr = haddr;
        for (var i = 0; i < PtrsPerPte; i++, addr += PageSize)
        {
            var entry = EntryOfSplit(page, i, freeze, write, young);
            var pte = PteOffsetMap(mm, new PmdPtr(&copy), addr);
            SetPte(mm, pte, entry); // KMM0001
            if (!freeze)
            {
                AddRmap(page, vma, addr);
            }

            PteUnmap(mm, pte);
        }

        PmdPopulate(mm, pmd, pgtable);
    }
}
