using KernelMm.Folios;
using KernelMm.Pagewalk;
using KernelMm.Physical;

namespace KernelMm.Mmap;

/// <summary>
/// Pages that a program says it will not need soon, or not need at all when memory is short. In Linux: <c>cold_walk_ops</c>,
/// <c>madvise_free_walk_ops</c>.
/// </summary>
internal struct MadviseUseWalk : IVmaWalkOps<MadviseUseWalk>
{
    private MmuGather _tlb;
    private bool _isFree;

    public static WalkCallbacks Callbacks => WalkCallbacks.PmdEntry;

    /// <summary>
    /// Takes the marks of use from entries, and moves their pages to where they are reclaimed earlier. What is in them stays until
    /// that happens. The address space's lock is held. In Linux: <c>madvise_cold</c>, <c>madvise_free_single_vma</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end, in the mapping.</param>
    /// <param name="isFree">Whether what is in the pages need not be kept.</param>
    [MaySleep]
    public static void Walk(Vma vma, VirtualAddress start, VirtualAddress end, bool isFree)
    {
        vma.Mm.Machine.Lru.LruAddDrain();
        MadviseUseWalk walk = new() { _tlb = MmuGather.TlbGatherMmu(vma.Mm), _isFree = isFree };
        VmaWalking.WalkPageRangeVma(vma, start, end, ref walk);
        walk._tlb.TlbFinishMmu();
    }

    // In Linux: madvise_cold_or_pageout_pte_range, madvise_free_pte_range. Where there is no table, there is nothing to be said of.
    public static int PmdEntry(ref MadviseUseWalk ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
    {
        PtePtr pte = PteOffsetMapLock(walk.Mm, pmd, address, out SpinlockPtr ptl);
        if (!pte)
        {
            return 0;
        }

        PtePtr start = pte;
        for (; address != next; pte++, address += PageSize)
        {
            Pte entry = PtepGet(walk.Mm, pte);
            Folio folio = entry.Present ? NormalPages.VmNormalFolio(walk.Vma!, address, entry) : default;
            if (!folio.IsNull && folio.IsLru && folio.MapCount == 1)
            {
                ops.Unused(walk.Mm, pte, entry, address, folio);
            }
        }

        PteUnmapUnlock(walk.Mm, start, ptl);
        return 0;
    }

    // What hardware notes until the flush is lost; who writes after it is known by the dirty entry.
    private void Unused(Mm mm, [NeedsMapped(Writes = true)] PtePtr pte, Pte seen, VirtualAddress address, Folio folio)
    {
        if (seen.Young || (_isFree && seen.Dirty))
        {
            Pte entry = PtepGetAndClear(mm, pte).MkOld();
            SetPte(mm, pte, _isFree ? entry.MkClean() : entry);
            _tlb.TlbRemoveTlbEntry(address);
        }

        if (_isFree)
        {
            folio.Machine.Lru.FolioMarkLazyfree(folio);
            return;
        }

        folio.Clear(FrameFlags.Referenced);
        folio.Machine.Lru.FolioDeactivate(folio);
    }
}
