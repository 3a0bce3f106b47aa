// 76. swap_vma_readahead, mm/swap_state.c: formerly one map for the whole window, used on after it was released; now one that is forgotten before each
// read; null ends the readahead.
internal static class SwapVmaReadahead
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static Folio? Readahead(ref VmFault vmf, SwpEntry target, VirtualAddress start, VirtualAddress end)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        var pte = PteOffsetMap(mm, vmf.Pmd, start);
        PteUnmap(mm, pte); // KMM0001
        for (var addr = start; addr < end; pte++, addr += PageSize)
        {
            var pentry = PtepGetLockless(mm, pte); // KMM0008
            if (!IsSwapPte(pentry))
            {
                continue;
            }

            FreeFolio(ReadSwapCacheAsync(PteToSwpEntry(pentry), vma, addr));
        }

        return ReadSwapCacheAsync(target, vma, vmf.Address);
    }
}
