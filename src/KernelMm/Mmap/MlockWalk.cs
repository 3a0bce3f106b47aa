using KernelMm.Folios;
using KernelMm.Pagewalk;

namespace KernelMm.Mmap;

/// <summary>Pages that are there when their mapping is locked or unlocked. In Linux: <c>mlock_walk_ops</c>.</summary>
internal struct MlockWalk : IVmaWalkOps<MlockWalk>
{
    public static WalkCallbacks Callbacks => WalkCallbacks.PteEntry;

    public static WalkLock WalkLock => WalkLock.WrlockVerify;

    /// <summary>
    /// Gives a mapping its flags, and tells the pages that are in it; those that come later are told when they are mapped. In Linux:
    /// <c>mlock_vma_pages_range</c>.
    /// </summary>
    /// <param name="vma">The mapping; its address space's lock is held for writing.</param>
    /// <param name="start">The first address whose pages are told: those of what was merged into know already.</param>
    /// <param name="end">The exclusive end.</param>
    /// <param name="flags">Its flags from now on.</param>
    [MaySleep]
    public static void MlockVmaPagesRange(Vma vma, VirtualAddress start, VirtualAddress end, VmaFlags flags)
    {
        vma.VmFlagsReset(flags);
        LruLists lru = vma.Mm.Machine.Lru;
        lru.LruAddDrain();
        MlockWalk walk = default;
        VmaWalking.WalkPageRange(vma.Mm, start, end, ref walk);
        lru.LruAddDrain();
    }

    // In Linux: mlock_pte_range.
    public static int PteEntry(ref MlockWalk ops, [NeedsMapped] PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
    {
        Pte entry = PtepGet(walk.Mm, pte);
        Folio folio = entry.Present ? NormalPages.VmNormalFolio(walk.Vma!, address, entry) : default;
        if (folio.IsNull)
        {
            return 0;
        }

        if ((walk.Vma!.Flags & VmaFlags.Locked) != 0)
        {
            folio.Machine.Lru.MlockFolio(folio);
        }
        else
        {
            folio.Machine.Lru.MunlockFolio(folio);
        }

        return 0;
    }
}
