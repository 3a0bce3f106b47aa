// 49. alloc_swap_folio, mm/memory.c: younger than the series; a peek at the neighbours, whether one large folio will do; null takes the small one.
internal static class AllocSwapFolio
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static Folio? Alloc(ref VmFault vmf, int orders)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        if (orders == 0)
        {
            goto fallback;
        }

        var pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address.AlignDown(PmdSize), out var ptl);
        var order = HighestOrder(orders);
        while (orders != 0)
        {
            var addr = vmf.Address.AlignDown(new ByteCount(PageSize.Value << order));
            if (CanSwapinThp(mm, pte + PteIndex(addr), 1 << order)) // KMM0001
            {
                break;
            }

            order = NextOrder(ref orders, order);
        }

        PteUnmapUnlock(mm, pte, ptl);
        while (orders != 0)
        {
            if (AllocFolio(vma, vmf.Address) is { } folio)
            {
                return folio;
            }

            order = NextOrder(ref orders, order);
        }

    fallback:
        return AllocFolio(vma, vmf.Address);
    }
}
