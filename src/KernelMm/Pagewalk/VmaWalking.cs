namespace KernelMm.Pagewalk;

/// <summary>
/// Walks of page tables, mapping by mapping: every address of the range is met once, by a callback for its entry, by one for a
/// hole, or as part of what a callback wanted skipped. Huge entries are given to the callbacks of their level, and split where
/// there are callbacks for what is below. In Linux: <c>mm/pagewalk.c</c>, as in 6.12.
/// </summary>
public static partial class VmaWalking
{
    /// <summary>Walks a range of an address space, holes between mappings included. In Linux: <c>walk_page_range</c>.</summary>
    /// <param name="mm">The address space, with the lock held that the callbacks ask for.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end.</param>
    /// <param name="ops">The callbacks and what they remember.</param>
    /// <returns>0; what a callback ended the walk with; or errno below zero.</returns>
    [MaySleep]
    public static int WalkPageRange<TOps>(Mm mm, VirtualAddress start, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        if (start >= end)
        {
            return -(int)Errno.Inval;
        }

        CheckLock<TOps>(mm);
        VmaWalk walk = new(mm);
        int answer = 0;
        for (VirtualAddress next; answer == 0 && start < end; start = next)
        {
            Vma? vma = mm.FindVma(start);
            if (vma is null || start < vma.Start)
            {
                walk.Vma = null;
                next = vma is not null && vma.Start < end ? vma.Start : end;
                answer = TableWalking.Hole(ref walk, start, next, -1, ref ops);
                continue;
            }

            walk.Vma = vma;
            next = vma.End < end ? vma.End : end;
            ProcessVmaWalkLock<TOps>(vma);
            int test = WalkPageTest(ref walk, start, next, ref ops);
            answer = test == 0 ? WalkPageRangeCore(ref walk, start, next, ref ops) : Math.Min(test, 0);
        }

        return answer;
    }

    /// <summary>Walks all of one mapping, whether the callbacks would choose it or not. In Linux: <c>walk_page_vma</c>.</summary>
    [MaySleep]
    public static int WalkPageVma<TOps>(Vma vma, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(vma);
        return WalkPageRangeVma(vma, vma.Start, vma.End, ref ops);
    }

    /// <summary>Walks a part of one mapping, whether the callbacks would choose it or not. In Linux: <c>walk_page_range_vma</c>.</summary>
    [MaySleep]
    public static int WalkPageRangeVma<TOps>(Vma vma, VirtualAddress start, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(vma);
        if (start >= end || start < vma.Start || end > vma.End)
        {
            return -(int)Errno.Inval;
        }

        CheckLock<TOps>(vma.Mm);
        ProcessVmaWalkLock<TOps>(vma);
        VmaWalk walk = new(vma.Mm) { Vma = vma };
        return WalkPageRangeCore(ref walk, start, end, ref ops);
    }

    // In Linux: __walk_page_range.
    private static int WalkPageRangeCore<TOps>(ref VmaWalk walk, VirtualAddress start, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        int answer = TOps.PreVma(ref ops, start, end, ref walk);
        if (answer != 0)
        {
            return answer;
        }

        answer = TableWalking.WalkPgdRange(ref walk, start, end, ref ops);
        TOps.PostVma(ref ops, ref walk);
        return answer;
    }

    // Bare frames have no pages to be walked, unless the callbacks choose for themselves. In Linux: walk_page_test.
    private static int WalkPageTest<TOps>(ref VmaWalk walk, VirtualAddress start, VirtualAddress end, ref TOps ops)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        if ((TOps.Callbacks & WalkCallbacks.TestWalk) != 0)
        {
            return TOps.TestWalk(ref ops, start, end, ref walk);
        }

        if ((walk.Vma!.Flags & VmaFlags.PfnMap) == 0)
        {
            return 0;
        }

        int answer = TableWalking.Hole(ref walk, start, end, -1, ref ops);
        return answer == 0 ? 1 : answer;
    }

    // In Linux: process_mm_walk_lock.
    private static void CheckLock<TOps>(Mm mm)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        bool isHeld = TOps.WalkLock == WalkLock.Rdlock ? mm.MmapLock.IsLocked : mm.MmapLock.IsWriteHeld;
        if (!isHeld)
        {
            int task = mm.Machine.CurrentTask;
            throw new Oops($"Task {task} walks page tables that ask for {TOps.WalkLock}, but mmap_lock is not held like that.", task);
        }
    }

    // In Linux: process_vma_walk_lock.
    private static void ProcessVmaWalkLock<TOps>(Vma vma)
        where TOps : struct, IVmaWalkOps<TOps>, allows ref struct
    {
        if (TOps.WalkLock == WalkLock.Wrlock)
        {
            vma.VmaStartWrite();
        }
        else if (TOps.WalkLock == WalkLock.WrlockVerify)
        {
            vma.VmaAssertWriteLocked();
        }
    }
}
