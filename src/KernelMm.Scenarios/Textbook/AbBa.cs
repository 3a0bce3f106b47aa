using KernelMm.Scenarios.Cells;

namespace KernelMm.Scenarios.Textbook;

/// <summary>Two actors each take two locks: in opposite orders, or in one.</summary>
internal static class AbBa
{
    public static Scenario Broken() => Taking(opposite: true, order: false);

    /// <summary>The same, and the order itself is judged: it is found in an execution that does not deadlock.</summary>
    public static Scenario Judged() => Taking(opposite: true, order: true);

    public static Scenario Repaired() => Taking(opposite: false, order: true);

    private static Play Taking(bool opposite, bool order)
    {
        ToyLock a = new("A", order);
        ToyLock b = new("B", order);
        return new Play(
            begin: () =>
            {
                a.Clear();
                b.Clear();
            },
            end: static () => { },
            dispose: null,
            ("first", () => TakeBoth(a, b)),
            ("second", () => TakeBoth(opposite ? b : a, opposite ? a : b)));
    }

    private static void TakeBoth(ToyLock outer, ToyLock inner)
    {
        outer.Acquire();
        inner.Acquire();
        inner.Release();
        outer.Release();
    }
}
