// 53. alloc_anon_folio, mm/memory.c: younger than the series; which orders have room is seen without a lock, and the mapping is released before
// anything is allocated.
internal static class AllocAnonFolio
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Alloc(ref VmFault vmf, int orders, out Folio? folio)
    {
        var (mm, vma) = (vmf.Mm, vmf.Vma);
        folio = null;
        if (orders == 0)
        {
            goto fallback;
        }

        var pte = PteOffsetMap(mm, vmf.Pmd, vmf.Address.AlignDown(PmdSize));
        var order = HighestOrder(orders);
        while (orders != 0)
        {
            var addr = vmf.Address.AlignDown(new ByteCount(PageSize.Value << order));
            if (PteRangeNone(mm, pte + PteIndex(addr), 1 << order)) // KMM0001
            {
                break;
            }

            order = NextOrder(ref orders, order);
        }

        PteUnmap(mm, pte);
        if (orders == 0)
        {
            goto fallback;
        }

        folio = AllocFolio(vma, vmf.Address);
        if (folio is not null)
        {
            return 0;
        }

    fallback:
        folio = AllocFolio(vma, vmf.Address);
        return folio is null ? -Errno.NoMemory : 0;
    }
}
