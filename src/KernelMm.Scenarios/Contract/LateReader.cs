using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// One peeks at an entry while another detaches the table, which is freed after a grace period. Broken, it looks once more after
/// it has unmapped: the grace period no longer waits for it.
/// </summary>
internal static class LateReader
{
    public static Scenario Repaired() => Peeking(static (mm, pte) =>
    {
        Peek(mm, pte);
        PteUnmap(mm, pte);
    });

    [SuppressMessage("KernelMm", "KMM0002", Justification = "This is the form that the rules are there to prevent.")]
    public static Scenario Broken() => Peeking(static (mm, pte) =>
    {
        PteUnmap(mm, pte);
        Peek(mm, pte);
    });

    private static Play Peeking(Action<Mm, PtePtr> peek)
    {
        PageTableSpace? space = null;
        return new Play(
            begin: () =>
            {
                space?.Dispose();
                space = new PageTableSpace();
                SetPmd(space.Mm, space.Pmd, space.NewTable());
            },
            end: () => space!.Machine.CheckBalanced(),
            dispose: () => space?.Dispose(),
            ("reader", () =>
            {
                PtePtr pte = PteOffsetMap(space!.Mm, space.Pmd, PageTableSpace.Address);
                if (!pte.IsNull)
                {
                    peek(space.Mm, pte);
                }
            }),
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
