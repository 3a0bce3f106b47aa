using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// One ages an entry of a table that nobody else touches. The map may fail all the same, by choice, as it lawfully may anywhere;
/// broken, its result is not tested.
/// </summary>
internal static class MapFailure
{
    public static Scenario Repaired() => Ageing(TestAndClear);

    public static Scenario Broken() => Ageing(ClearUntested);

    private static Play Ageing(Action<PageTableSpace> age)
    {
        PageTableSpace? space = null;
        return new Play(
            begin: () =>
            {
                space = PageTableSpace.After(space);
                SetPmd(space.Mm, space.Pmd, space.NewTable());
                space.Machine.Injections.MapFailures = true;
            },
            end: static () => { },
            dispose: () => space?.Dispose(),
            ("ager", () => age(space!)));
    }

    private static void TestAndClear(PageTableSpace space)
    {
        PtePtr pte = PteOffsetMapLock(space.Mm, space.Pmd, PageTableSpace.Address, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            Explorer.Current!.Mark("the map failed");
            return;
        }

        Explorer.Current!.Mark("a table was mapped");
        PtepTestAndClearYoung(space.Mm, pte);
        PteUnmapUnlock(space.Mm, pte, ptl);
    }

    [SuppressMessage("KernelMm", "KMM0001", Justification = "This is the bug that the rule is there to prevent, and that the scenario shows.")]
    private static void ClearUntested(PageTableSpace space)
    {
        PtePtr pte = PteOffsetMapLock(space.Mm, space.Pmd, PageTableSpace.Address, out SpinlockPtr ptl);
        Expect.NoOops("NULLMAP", () => PtepTestAndClearYoung(space.Mm, pte));
        PteUnmapUnlock(space.Mm, pte, ptl);
    }
}
