// 51. do_swap_page, mm/memory.c, where no folio could be had: only an entry that is still the same proves that memory was what was missing.
internal static class DoSwapPageNoFolio
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Swap(ref VmFault vmf, SwpEntry entry)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, FaultResult.None);
        var folio = SwapinReadahead(entry, vma, vmf.Address);
        if (folio is null)
        {
            vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
            if (PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte)) // KMM0001
            {
                ret = FaultResult.Oom;
            }

            goto unlock;
        }

        FreeFolio(folio);
        return FaultResult.Major;

    unlock:
        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return ret;
    }
}
