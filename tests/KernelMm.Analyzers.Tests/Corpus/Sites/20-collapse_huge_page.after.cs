// 20. collapse_huge_page, mm/khugepaged.c: mmap_lock for writing; the slot is emptied, its old value mapped through a copy; where the isolation
// fails the table goes back. The lock is given back alone, the mapping after the copying.
internal static unsafe class CollapseHugePage
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static ScanResult Collapse(Mm mm, Vma vma, VirtualAddress address, PmdPtr pmd, Folio folio)
    {
        AnonVmaLockWrite(vma);
        MmuNotifierInvalidateRangeStart(mm, address, address + PmdSize);
        var pml = PmdLock(mm, pmd);
        var old = PmdpHugeGetAndClear(mm, pmd);
        PmdUnlock(mm, pml);
        MmuNotifierInvalidateRangeEnd(mm, address, address + PmdSize);
        var pte = PteOffsetMapLock(mm, new PmdPtr(&old), address, out var ptl);
        ScanResult result;
        if (pte)
        {
            result = IsolatePages(mm, vma, address, pte);
            mm.SpinUnlock(ptl);
        }
        else
        {
            result = ScanResult.PmdNull;
        }

        if (result != ScanResult.Succeed)
        {
            if (pte)
            {
                PteUnmap(mm, pte);
            }

            pml = PmdLock(mm, pmd);
            PmdPopulate(mm, pmd, old.TableAddress);
            PmdUnlock(mm, pml);
            AnonVmaUnlockWrite(vma);
            goto out_nolock;
        }

        AnonVmaUnlockWrite(vma);
        result = CopyPages(mm, pte, folio, vma, address);
        PteUnmap(mm, pte);
        if (result != ScanResult.Succeed)
        {
            goto out_nolock;
        }

        pml = PmdLock(mm, pmd);
        SetPmd(mm, pmd, new Pmd(folio.Pfn.Value).MkHuge());
        PmdUnlock(mm, pml);
    out_nolock:
        return result;
    }
}
