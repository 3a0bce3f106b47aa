using KernelMm.Pagewalk;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Pagewalk;

/// <summary>Page walks; O and a number are the reference's tests.</summary>
public sealed class Walks_meet_every_address_once
{
    [Fact]
    public void O1_A_range_with_no_mapping_is_one_hole_at_no_depth()
    {
        using Userland user = new();
        Assert.Equal(["hole -1 256"], Walk(user, 0, 256).Log);
    }

    [Fact]
    public void O2_A_hole_is_as_deep_as_its_empty_entry()
    {
        using Userland user = new();
        user.Map(0, 1);
        Assert.Equal("hole 0 1", Walk(user, 0, 1).Log[^1]);

        user.Map(1, 1);
        user.Store(1, 1);
        user.Map(512, 1);
        Assert.Equal("hole 3 1", Walk(user, 512, 513).Log[^1]);
    }

    [Fact]
    public void O3_Every_level_of_a_page_is_met_once()
    {
        using Userland user = new();
        user.Map(0, 1);
        user.Store(0, 1);
        Assert.Equal(["pgd", "p4d", "pud", "pmd", "pte"], Walk(user, 0, 1).Log);
    }

    [Fact]
    public void O4_What_is_below_an_entry_that_wants_it_skipped_is_not_met()
    {
        using Userland user = new();
        user.Map(0, 1);
        user.Store(0, 1);
        Assert.Equal(["pgd", "p4d", "pud", "pmd"], Walk(user, 0, 1, new Recorder { Skips = true }).Log);
    }

    [Fact]
    public void O6_An_entry_is_met_again_as_often_as_its_callback_wants()
    {
        using Userland user = new();
        user.Map(0, 1);
        user.Store(0, 1);
        Assert.Equal(["pgd", "p4d", "pud", "pmd", "pmd", "pmd", "pte"], Walk(user, 0, 1, new Recorder { Again = 2 }).Log);
    }

    [Fact]
    public void O8_What_a_callback_ends_the_walk_with_is_the_walks_answer()
    {
        using Userland user = new();
        user.Map(0, 1);
        user.Store(0, 1);
        Assert.Equal(7, Walk(user, 0, 1, new Recorder { Answer = 7 }).Result);
    }

    [Fact]
    public void O10_A_mapping_of_bare_frames_is_a_hole_at_no_depth()
    {
        using Userland user = new();
        Vma vma = user.Map(0, 1);
        user.Mm.MmapLock.MmapWriteLock();
        vma.VmFlagsSet(VmaFlags.PfnMap);
        user.Mm.MmapLock.MmapWriteUnlock();
        Assert.Equal(["hole -1 1"], Walk(user, 0, 1).Log);
    }

    [Fact]
    public void A_walk_without_the_lock_it_asks_for_is_an_oops()
    {
        using Userland user = new();
        Recorder recorder = new();
        Assert.Throws<Oops>(() => VmaWalking.WalkPageRange(user.Mm, Userland.Page(0), Userland.Page(1), ref recorder));
    }

    [Fact]
    public void R15_1_Mincore_knows_what_was_touched()
    {
        using Userland user = new();
        user.Map(0, 3);
        user.Store(1, 1);
        byte[] vector = new byte[4];
        Assert.Equal(Errno.None, user.Mm.Mincore(Userland.Page(0), Userland.Pages(3), vector));
        Assert.Equal([0, 1, 0, 0], vector);
        Assert.Equal(Errno.Nomem, user.Mm.Mincore(Userland.Page(0), Userland.Pages(4), vector));
        Assert.Equal(Errno.Inval, user.Mm.Mincore(Userland.Page(0) + new ByteCount(1), Userland.Pages(1), vector));
    }

    private static (List<string> Log, int Result) Walk(Userland user, ulong first, ulong end) => Walk(user, first, end, new Recorder());

    private static (List<string> Log, int Result) Walk(Userland user, ulong first, ulong end, Recorder recorder)
    {
        user.Mm.MmapLock.MmapReadLock();
        int result = VmaWalking.WalkPageRange(user.Mm, Userland.Page(first), Userland.Page(end), ref recorder);
        user.Mm.MmapLock.MmapReadUnlock();
        return (recorder.Log, result);
    }

    private struct Recorder() : IVmaWalkOps<Recorder>
    {
        public readonly List<string> Log = [];

        public bool Skips;

        public int Again;

        public int Answer;

        public static WalkCallbacks Callbacks =>
            WalkCallbacks.PgdEntry | WalkCallbacks.P4dEntry | WalkCallbacks.PudEntry | WalkCallbacks.PmdEntry | WalkCallbacks.PteEntry | WalkCallbacks.PteHole;

        public static int PgdEntry(ref Recorder ops, PgdPtr pgd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("pgd");

        public static int P4dEntry(ref Recorder ops, P4dPtr p4d, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("p4d");

        public static int PudEntry(ref Recorder ops, PudPtr pud, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("pud");

        public static int PmdEntry(ref Recorder ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
        {
            ops.Note("pmd");
            walk.Action = ops.Again-- > 0 ? PageWalkAction.Again : ops.Skips ? PageWalkAction.Continue : walk.Action;
            return ops.Answer;
        }

        public static int PteEntry(ref Recorder ops, PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops.Note("pte");

        public static int PteHole(ref Recorder ops, VirtualAddress address, VirtualAddress next, int depth, ref VmaWalk walk) =>
            ops.Note($"hole {depth} {(next - address).Value >> PageShift}");

        private readonly int Note(string what)
        {
            Log.Add(what);
            return 0;
        }
    }
}
