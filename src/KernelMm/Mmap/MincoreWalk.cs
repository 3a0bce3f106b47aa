using KernelMm.Folios;
using KernelMm.Pagewalk;

namespace KernelMm.Mmap;

/// <summary>Which pages are in memory. In Linux: <c>mincore_walk_ops</c>.</summary>
/// <param name="vector">One byte for each page.</param>
internal ref struct MincoreWalk(Span<byte> vector) : IVmaWalkOps<MincoreWalk>
{
    private readonly Span<byte> _vector = vector;
    private int _next;

    public static WalkCallbacks Callbacks => WalkCallbacks.PmdEntry | WalkCallbacks.PteHole;

    // In Linux: mincore_pte_range. Nothing is answered before the table is there.
    public static int PmdEntry(ref MincoreWalk ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
    {
        PtePtr pte = PteOffsetMapLock(walk.Mm, pmd, address, out SpinlockPtr ptl);
        if (!pte)
        {
            walk.Action = PageWalkAction.Again;
            return 0;
        }

        PtePtr start = pte;
        for (; address != next; pte++, address += PageSize)
        {
            ops._vector[ops._next++] = IsResident(PtepGet(walk.Mm, pte), walk.Vma!, address);
        }

        PteUnmapUnlock(walk.Mm, start, ptl);
        return 0;
    }

    // In Linux: mincore_unmapped_range.
    public static int PteHole(ref MincoreWalk ops, VirtualAddress address, VirtualAddress next, int depth, ref VmaWalk walk)
    {
        for (; address != next; address += PageSize)
        {
            ops._vector[ops._next++] = InCache(walk.Vma!, address);
        }

        return 0;
    }

    // An entry that is neither none nor a page's is a page on its way: it counts as there.
    private static byte IsResident(Pte entry, Vma vma, VirtualAddress address) => entry.None ? InCache(vma, address) : (byte)1;

    private static byte InCache(Vma vma, VirtualAddress address)
    {
        if (vma.Mapping is not { } mapping || mapping.Find(vma.LinearPageIndex(address)) is not { IsNull: false } folio)
        {
            return 0;
        }

        folio.Put();
        return 1;
    }
}
