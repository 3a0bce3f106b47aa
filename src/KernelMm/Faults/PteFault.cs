namespace KernelMm.Faults;

/// <summary>What a fault comes to, by the entry that is there. In Linux: <c>handle_pte_fault</c>.</summary>
internal static class PteFault
{
    /// <summary>Looks at the entry and hands the fault on. In Linux: <c>handle_pte_fault</c>.</summary>
    [MaySleep]
    public static FaultResult HandlePteFault(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        if (PmdpGetLockless(mm, vmf.Pmd).None)
        {
            return DoPteMissing(ref vmf);
        }

        PtePtr pte = PteOffsetMapNoLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return FaultResult.None;
        }

        Pte entry = PtepGetLockless(mm, pte);
        vmf.OrigPte = entry;
        vmf.Flags |= FaultFlags.OrigPteValid;
        if (entry.None)
        {
            PteUnmap(mm, pte);
            return DoPteMissing(ref vmf);
        }

        if (!entry.Present)
        {
            // Entries of pages that are elsewhere come with swap and migration; nothing makes them yet.
            PteUnmap(mm, pte);
            mm.BadEntry(PageTableLevel.Pte, entry.Value);
            return FaultResult.Sigbus;
        }

        if (entry.Protnone && vmf.Vma.IsAccessible)
        {
            PteUnmap(mm, pte);
            return NumaFault.DoNumaPage(ref vmf);
        }

        mm.SpinLock(ptl);
        if (!PteSame(PtepGet(mm, pte), entry))
        {
            PteUnmapUnlock(mm, pte, ptl);
            return FaultResult.None;
        }

        if (vmf.Is(FaultFlags.Write | FaultFlags.Unshare) && !entry.Write)
        {
            return WpFault.DoWpPage(ref vmf, pte, ptl);
        }

        Pte touched = vmf.Is(FaultFlags.Write) ? entry.MkDirty().MkYoung() : entry.MkYoung();
        EntryChanges.PtepSetAccessFlags(mm, vmf.Address, pte, entry, touched);
        PteUnmapUnlock(mm, pte, ptl);
        return FaultResult.None;
    }

    // In Linux: do_pte_missing.
    private static FaultResult DoPteMissing(ref VmFault vmf) =>
        vmf.Vma.IsAnonymous ? AnonymousFault.DoAnonymousPage(ref vmf) : ObjectFault.DoFault(ref vmf);
}
