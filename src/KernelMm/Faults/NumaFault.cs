using KernelMm.Folios;

namespace KernelMm.Faults;

/// <summary>An entry that was made unusable to see who uses it. In Linux: <c>do_numa_page</c>.</summary>
internal static class NumaFault
{
    /// <summary>
    /// Makes the entry usable again: the page stays where it is, as nothing is moved between nodes yet. In Linux: <c>do_numa_page</c>.
    /// </summary>
    public static FaultResult DoNumaPage(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return FaultResult.None;
        }

        Pte entry = PtepGet(mm, pte);
        if (PteSame(entry, vmf.OrigPte))
        {
            Pte usable = EntryChanges.PteModify(entry, vmf.Vma.PageProt).MkYoung();
            bool isWritable = WritableEntries.CanChangePteWritable(vmf.Vma, vmf.Address, usable);
            SetPte(mm, pte, isWritable ? usable.MkWrite() : usable);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
    }
}
