// 76. swap_vma_readahead, mm/swap_state.c: formerly one map for the whole window, used on after it was released; now one that is forgotten before each
// read; null ends the readahead.
internal static class SwapVmaReadahead
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static Folio? Readahead(ref VmFault vmf, SwpEntry target, VirtualAddress start, VirtualAddress end)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        var pte = PtePtr.Null;
        for (var addr = start; addr < end; addr += PageSize)
        {
            if (!pte++)
            {
                pte = PteOffsetMap(mm, vmf.Pmd, addr);
                if (!pte)
                {
                    break;
                }
            }

            var pentry = PtepGetLockless(mm, pte);
            if (!IsSwapPte(pentry))
            {
                continue;
            }

            PteUnmap(mm, pte);
            pte = PtePtr.Null;
            FreeFolio(ReadSwapCacheAsync(PteToSwpEntry(pentry), vma, addr));
        }

        if (pte)
        {
            PteUnmap(mm, pte);
        }

        return ReadSwapCacheAsync(target, vma, vmf.Address);
    }
}
