using KernelMm.Filemap;
using KernelMm.Rmap;

namespace KernelMm.Zap;

/// <summary>Pages of the cache taken out of everybody's mappings. In Linux: <c>unmap_mapping_range</c>.</summary>
public static class MappingUnmapping
{
    /// <summary>
    /// Takes a range of pages out of all mappings of what has them; no address space's lock is needed, as the mappings' links keep
    /// their tables. In Linux: <c>unmap_mapping_pages</c>.
    /// </summary>
    /// <param name="mapping">What has the pages.</param>
    /// <param name="first">The first page.</param>
    /// <param name="pages">How many, at least 1.</param>
    /// <param name="details">What of it.</param>
    [MaySleep]
    public static void UnmapMappingRange(AddressSpace mapping, Pgoff first, FrameCount pages, ZapDetails details)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        Pgoff last = first + new FrameCount(pages.Value - 1);
        mapping.IMmapRwsem.DownRead();
        for (IntervalNode<Vma>? node = mapping.IMmap.FirstWithin(first, last); node is not null; node = mapping.IMmap.NextWithin(node, first, last))
        {
            Unmap(node.Item, first, last, details);
        }

        mapping.IMmapRwsem.UpRead();
    }

    private static void Unmap(Vma vma, Pgoff first, Pgoff last, ZapDetails details)
    {
        ulong from = first > vma.Pgoff ? (first - vma.Pgoff).Value : 0;
        ulong to = Math.Min((last - vma.Pgoff).Value + 1, vma.Pages.Value);
        Zapping.ZapPageRangeSingle(vma, vma.Start + new ByteCount(from << PageShift), new ByteCount((to - from) << PageShift), details);
    }
}
