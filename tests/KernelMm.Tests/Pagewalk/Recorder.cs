using KernelMm.Pagewalk;

namespace KernelMm.Tests.Pagewalk;

/// <summary>A walk with every callback, which writes down what it met and does what it is told.</summary>
internal struct Recorder() : IVmaWalkOps<Recorder>
{
    public readonly List<string> Log = [];

    /// <summary>What entries and holes there were, one after another.</summary>
    public readonly List<(VirtualAddress Start, VirtualAddress End, bool IsPresent)> Met = [];

    public bool Skips;

    public int Again;

    public int PreVmaAnswer;

    public int PmdAnswer;

    public int PteAnswer;

    public static WalkCallbacks Callbacks =>
        WalkCallbacks.PgdEntry | WalkCallbacks.P4dEntry | WalkCallbacks.PudEntry | WalkCallbacks.PmdEntry | WalkCallbacks.PteEntry | WalkCallbacks.PteHole;

    public static int PreVma(ref Recorder ops, VirtualAddress start, VirtualAddress end, ref VmaWalk walk) => ops.Note("pre", ops.PreVmaAnswer);

    public static void PostVma(ref Recorder ops, ref VmaWalk walk) => ops.Note("post", 0);

    public static int PgdEntry(ref Recorder ops, PgdPtr pgd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("pgd", 0);

    public static int P4dEntry(ref Recorder ops, P4dPtr p4d, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("p4d", 0);

    public static int PudEntry(ref Recorder ops, PudPtr pud, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("pud", 0);

    public static int PmdEntry(ref Recorder ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
    {
        walk.Action = ops.Again-- > 0 ? PageWalkAction.Again : ops.Skips ? PageWalkAction.Continue : walk.Action;
        return ops.Note("pmd", ops.PmdAnswer);
    }

    public static int PteEntry(ref Recorder ops, PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
    {
        ops.Met.Add((address, next, PtepGet(walk.Mm, pte).Present));
        return ops.Note("pte", ops.PteAnswer);
    }

    public static int PteHole(ref Recorder ops, VirtualAddress address, VirtualAddress next, int depth, ref VmaWalk walk)
    {
        ops.Met.Add((address, next, false));
        return ops.Note($"hole {depth} {(next - address).Value >> PageShift}", 0);
    }

    private readonly int Note(string what, int answer)
    {
        Log.Add(what);
        return answer;
    }
}
