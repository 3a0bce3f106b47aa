using KernelMm.Exploration.Checks;
using KernelMm.Pgalloc;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// Two actors fill one empty slot of an address space that has no page table there yet, a third looks and takes away; every
/// execution must be one that a flat map allows. Broken, the slot is tested before its lock is taken.
/// </summary>
internal static class FlatRefinement
{
    public static Scenario Repaired() => Mapping(SetIfNone);

    public static Scenario Broken() => Mapping(SetIfWasNone);

    private static Play Mapping(Func<Mm, PmdPtr, Pfn, bool> set)
    {
        PageTableSpace? space = null;
        History<FlatMap> history = new();
        void Map(ulong frame) => history.Record(
            $"map {frame}",
            map => map[PageTableSpace.Address] is null ? (map.With(PageTableSpace.Address, MappingTo(new Pfn(frame))), true) : (map, false),
            () => set(space!.Mm, space.Pmd, new Pfn(frame)));
        return new Play(
            begin: () =>
            {
                space = PageTableSpace.After(space);
                history.Clear();
            },
            end: () =>
            {
                Lookup(space!, history);
                history.Check(FlatMap.Empty);
            },
            dispose: () => space?.Dispose(),
            ("first", () => Map(5)),
            ("second", () => Map(6)),
            ("looker", () => Lookup(space!, history)));
    }

    private static FlatMapping MappingTo(Pfn frame) => new(frame, default, Contents: 0);

    private static void Lookup(PageTableSpace space, History<FlatMap> history) => history.Record(
        "lookup",
        map => (map, map[PageTableSpace.Address]?.Frame ?? default),
        () => FrameAt(space.Mm, space.Pmd));

    private static Pfn FrameAt(Mm mm, PmdPtr pmd)
    {
        PtePtr pte = PteOffsetMap(mm, pmd, PageTableSpace.Address);
        if (pte.IsNull)
        {
            return default;
        }

        Pte entry = PtepGet(mm, pte);
        PteUnmap(mm, pte);
        return entry.None ? default : entry.Pfn;
    }

    private static unsafe bool SetIfNone(Mm mm, PmdPtr pmd, Pfn frame)
    {
        PtePtr pte = PteAllocation.PteAllocMapLock(mm, pmd, PageTableSpace.Address, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            return false;
        }

        bool wasNone = PtepGet(mm, pte).None;
        if (wasNone)
        {
            mm.WriteOnce(pte.Slot, PfnPte(frame, Pgprot.PageShared).Value);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return wasNone;
    }

    private static unsafe bool SetIfWasNone(Mm mm, PmdPtr pmd, Pfn frame)
    {
        bool wasNone = FrameAt(mm, pmd) == default;
        PtePtr pte = PteAllocation.PteAllocMapLock(mm, pmd, PageTableSpace.Address, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            return false;
        }

        if (wasNone)
        {
            mm.WriteOnce(pte.Slot, PfnPte(frame, Pgprot.PageShared).Value);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return wasNone;
    }
}
