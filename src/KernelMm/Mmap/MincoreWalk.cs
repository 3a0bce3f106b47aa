using KernelMm.Folios;
using KernelMm.Pagewalk;
using KernelMm.Scheduling;

namespace KernelMm.Mmap;

/// <summary>Which pages are in memory. In Linux: <c>mincore_walk_ops</c>.</summary>
/// <param name="vector">One byte for each page.</param>
internal ref struct MincoreWalk(Span<byte> vector) : IVmaWalkOps<MincoreWalk>
{
    // Entries between two looks ahead: some lines of a cache.
    private const int Part = 64;

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

        TableAhead ahead = TableAhead.Behind(walk.Mm, pmd, next);
        Span<byte> answers = ops.Take(address, next);
        if (Explored.IsOn)
        {
            Answer(walk.Mm, pte, ahead, answers, walk.Vma!, address);
        }
        else
        {
            Answer(LockedTable.Of(walk.Mm, pte, answers.Length), pte, ahead, answers, walk.Vma!, address);
        }

        PteUnmapUnlock(walk.Mm, pte, ptl);
        return 0;
    }

    private static void Answer<TMemory>(
        TMemory table, [NeedsMapped] PtePtr pte, TableAhead ahead, Span<byte> answers, Vma vma, VirtualAddress address)
        where TMemory : struct, IPageTableMemory
    {
        for (int first = 0; first < answers.Length; first += Part)
        {
            int part = Math.Min(Part, answers.Length - first);
            ahead.Prefetch(first, part);
            AnswerPart(table, pte, answers, first..(first + part), vma, address);
        }
    }

    private static void AnswerPart<TMemory>(
        TMemory table, [NeedsMapped] PtePtr pte, Span<byte> answers, Range part, Vma vma, VirtualAddress address)
        where TMemory : struct, IPageTableMemory
    {
        int end = part.End.Value;
        for (int place = part.Start.Value; place < end; place++)
        {
            int there = CountThere(table, pte + place, end - place);
            answers.Slice(place, there).Fill(1);
            place += there;
            if (place < end)
            {
                answers[place] = InCache(vma, address, place);
            }
        }
    }

    // Mostly pages come in rows: nothing but entries is looked at until a row ends. An entry that is neither none nor a page's is a page on
    // its way: it counts as there.
    private static int CountThere<TMemory>(TMemory table, [NeedsMapped] PtePtr pte, int most)
        where TMemory : struct, IPageTableMemory
    {
        int count = 0;
        while (count < most && !PtepGet(table, pte + count).None)
        {
            count++;
        }

        return count;
    }

    // In Linux: mincore_unmapped_range.
    public static int PteHole(ref MincoreWalk ops, VirtualAddress address, VirtualAddress next, int depth, ref VmaWalk walk)
    {
        Span<byte> answers = ops.Take(address, next);
        for (int place = 0; place < answers.Length; place++)
        {
            answers[place] = InCache(walk.Vma!, address, place);
        }

        return 0;
    }

    // Where the answers for a range go.
    private Span<byte> Take(VirtualAddress address, VirtualAddress next)
    {
        int pages = (int)((next - address).Value >> PageShift);
        _next += pages;
        return _vector.Slice(_next - pages, pages);
    }

    private static byte InCache(Vma vma, VirtualAddress address, int place)
    {
        VirtualAddress page = address + new ByteCount((ulong)place << PageShift);
        if (vma.Mapping is not { } mapping || mapping.Find(vma.LinearPageIndex(page)) is not { IsNull: false } folio)
        {
            return 0;
        }

        folio.Put();
        return 1;
    }
}
