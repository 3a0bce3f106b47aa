using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// One peeks at an entry while another detaches the table, which is freed after a grace period. Broken, it looks once more after
/// it has unmapped: the grace period no longer waits for it.
/// </summary>
internal static class LateReader
{
    public static Scenario Repaired() => Peeking(PeekAndUnmap);

    public static Scenario Broken() => Peeking(UnmapAndPeek);

    private static void PeekAndUnmap(PageTableSpace space)
    {
        PtePtr pte = PteOffsetMap(space.Mm, space.Pmd, PageTableSpace.Address);
        if (!pte.IsNull)
        {
            Peek(space.Mm, pte);
            PteUnmap(space.Mm, pte);
        }
    }

    [SuppressMessage("KernelMm", "KMM0008", Justification = "This is the bug that the rule is there to prevent, and that the scenario shows.")]
    private static void UnmapAndPeek(PageTableSpace space)
    {
        PtePtr pte = PteOffsetMap(space.Mm, space.Pmd, PageTableSpace.Address);
        if (!pte.IsNull)
        {
            PteUnmap(space.Mm, pte);
            Peek(space.Mm, pte);
        }
    }

    private static Play Peeking(Action<PageTableSpace> read)
    {
        PageTableSpace? space = null;
        return new Play(
            begin: () =>
            {
                space = PageTableSpace.After(space);
                SetPmd(space.Mm, space.Pmd, space.NewTable());
            },
            end: static () => { },
            dispose: () => space?.Dispose(),
            ("reader", () => read(space!)),
            ("detacher", () => Detacher.Detach(space!)));
    }

    private static void Peek(Mm mm, PtePtr pte)
    {
        try
        {
            Pte seen = PtepGet(mm, pte);
            Explorer.Current!.Mark(seen.None ? "an emptied table was seen" : "a full table was seen");
        }
        catch (Oops oops)
        {
            throw new Finding("FREED", oops.Message);
        }
    }
}
