namespace KernelMm.Zap;

/// <summary>Pages taken out of an address space. In Linux: <c>unmap_vmas</c>, <c>zap_page_range_single</c>.</summary>
public static class Zapping
{
    /// <summary>
    /// Takes the pages of a range out of mappings, which lie in it one after another and which nobody faults in: they are out of the
    /// tree, or their address space is dying. In Linux: <c>unmap_vmas</c>.
    /// </summary>
    /// <param name="tlb">Gathers what is taken out.</param>
    /// <param name="vmas">The mappings, in order.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end.</param>
    public static void UnmapVmas(ref MmuGather tlb, ReadOnlySpan<Vma> vmas, VirtualAddress start, VirtualAddress end)
    {
        foreach (Vma vma in vmas)
        {
            VirtualAddress from = vma.Start > start ? vma.Start : start;
            VirtualAddress to = vma.End < end ? vma.End : end;
            if (from < to)
            {
                ZapTables.UnmapPageRange(ref tlb, vma, from, to, default);
            }
        }
    }

    /// <summary>
    /// Takes the pages of a part of one mapping out. The address space's lock is held, for reading or writing. In Linux:
    /// <c>zap_page_range_single</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">The first address.</param>
    /// <param name="size">How much, within the mapping.</param>
    /// <param name="details">What of it.</param>
    [MaySleep]
    public static void ZapPageRangeSingle(Vma vma, VirtualAddress address, ByteCount size, ZapDetails details = default)
    {
        ArgumentNullException.ThrowIfNull(vma);
        vma.Mm.Machine.Lru.LruAddDrain();
        MmuGather tlb = MmuGather.TlbGatherMmu(vma.Mm);
        ZapTables.UnmapPageRange(ref tlb, vma, address, address + size, details);
        tlb.TlbFinishMmu();
    }
}
