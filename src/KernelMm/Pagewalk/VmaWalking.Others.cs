using KernelMm.Filemap;
using KernelMm.Rmap;

namespace KernelMm.Pagewalk;

/// <content>Walks that do not begin with an address space's mappings.</content>
public static partial class VmaWalking
{
    /// <summary>
    /// Walks the tables of a range, whatever mappings there are. Tables are not locked and huge entries not split: the address space's
    /// lock is held for writing. In Linux: <c>walk_page_range_debug</c>, <c>walk_page_range_novma</c> before.
    /// </summary>
    /// <param name="mm">The address space.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end.</param>
    /// <param name="ops">The callbacks and what they remember; those for mappings are not called.</param>
    /// <param name="pgd">The first slot of a top table to walk instead of the address space's own.</param>
    /// <returns>0; what a callback ended the walk with; or errno below zero.</returns>
    [MaySleep]
    public static int WalkPageRangeDebug<TOps>(Mm mm, VirtualAddress start, VirtualAddress end, ref TOps ops, PgdPtr? pgd = null)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        if (start >= end)
        {
            return -(int)Errno.Inval;
        }

        if (!mm.MmapLock.IsWriteHeld)
        {
            int task = mm.Machine.CurrentTask;
            throw new Oops($"Task {task} walks page tables without mappings, but does not hold mmap_lock for writing.", task);
        }

        VmaWalk walk = new(mm, pgd ?? mm.Pgd);
        return TableWalking.WalkPgdRange(ref walk, start, end, ref ops);
    }

    /// <summary>
    /// Walks what of the page cache is mapped, by all mappings of all address spaces that have some of it. <c>i_mmap_rwsem</c> is held; no
    /// address space's lock is needed, so flags of mappings may change meanwhile. A mapping that is chosen against ends the walk, with 0 for an
    /// answer, and the callbacks are asked about all of each mapping. In Linux: <c>walk_page_mapping</c>.
    /// </summary>
    /// <param name="mapping">The page cache's part.</param>
    /// <param name="first">The first page of it.</param>
    /// <param name="pages">How many.</param>
    /// <param name="ops">The callbacks and what they remember.</param>
    /// <returns>0; what a callback ended the walk with; or errno below zero.</returns>
    public static int WalkPageMapping<TOps>(AddressSpace mapping, Pgoff first, FrameCount pages, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (!mapping.IMmapRwsem.IsLocked)
        {
            throw new Oops("The mappings of a part of the page cache are walked, but i_mmap_rwsem is not held.");
        }

        if (pages.Value == 0)
        {
            return 0;
        }

        Pgoff last = first + new FrameCount(pages.Value - 1);
        int answer = 0;
        for (IntervalNode<Vma>? node = mapping.IMmap.FirstWithin(first, last); node is not null; node = mapping.IMmap.NextWithin(node, first, last))
        {
            Vma vma = node.Item;
            VmaWalk walk = new(vma.Mm) { Vma = vma };
            answer = WalkPageTest(ref walk, vma.Start, vma.End, ref ops);
            if (answer != 0)
            {
                return Math.Min(answer, 0);
            }

            answer = WalkPageRangeCore(ref walk, AddressOf(vma, first), EndAfter(vma, last), ref ops);
            if (answer != 0)
            {
                break;
            }
        }

        return answer;
    }

    private static VirtualAddress AddressOf(Vma vma, Pgoff page) =>
        page > vma.Pgoff ? vma.Start + new ByteCount((page - vma.Pgoff).Value << PageShift) : vma.Start;

    private static VirtualAddress EndAfter(Vma vma, Pgoff last)
    {
        VirtualAddress end = AddressOf(vma, last) + PageSize;
        return end < vma.End ? end : vma.End;
    }
}
