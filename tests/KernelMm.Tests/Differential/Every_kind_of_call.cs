using KernelMm.Mmap;

namespace KernelMm.Tests.Differential;

/// <summary>Each call with each kind of argument, one by one, so that no refusal is left to chance.</summary>
public sealed class Every_kind_of_call
{
    private const ulong Window = 0x100_0000_0000;
    private const ulong Page = 0x1000;
    private const ulong Hole = Window + 0x80_0000;

    // Private, shared, growing, locked and none; and a page's middle, and an address above all.
    private static readonly ulong[] Places = [Window, Window + 0x10_000, Window + 0x40_0000, Window + 0x20_000, Hole, Window + 1, 1UL << 63];

    private static readonly ulong[] Lengths = [0, 1, Page, 2 * Page, 8 * Page, ulong.MaxValue, ulong.MaxValue << 12];

    private static readonly Call[] Setup =
    [
        Mapped(0, Prot.Read | Prot.Write, MapFlags.Private),
        Mapped(1, Prot.Read | Prot.Write, MapFlags.Shared),
        Mapped(2, Prot.Read | Prot.Write, MapFlags.Private | MapFlags.GrowsDown),
        Mapped(3, Prot.Read | Prot.Write, MapFlags.Private | MapFlags.Locked),
        new(Op.Munmap, Hole, 8 * Page),
    ];

    [Fact]
    public void Madvise() => Holds(modes =>
        from advice in Enumerable.Range(0, 30)
        where (modes.HasKsm || advice is not (12 or 13)) && (modes.HasHugePages || advice is not (14 or 15 or 25))
        from place in Places
        from length in Lengths
        select new Call(Op.Madvise, place, length, (ulong)advice));

    [Fact]
    public void Mprotect() => Holds(_ =>
        from prot in new ulong[] { 0, 1, 2, 3, 5, 7, 8, 9, 0x10, 0x0100_0001, 0x0200_0001, 0x0300_0001, 0x0400_0001 }
        from place in Places
        from length in Lengths
        select new Call(Op.Mprotect, place, length, prot));

    [Fact]
    public void Mlock_and_munlock() => Holds(_ =>
        from op in new[] { Op.Mlock2, Op.Munlock }
        from flags in op == Op.Mlock2 ? new ulong[] { 0, 1, 2, 3, 1UL << 31 } : [0]
        from place in Places
        from length in Lengths
        select new Call(op, place, length, flags));

    [Fact]
    public void Mlockall() => Holds(_ => Enumerable.Range(0, 17).SelectMany(flags => new[] { new Call(Op.Mlockall, (ulong)flags), new(Op.Munlockall) }));

    [Fact]
    public void Munmap_and_mincore() => Holds(_ =>
        from op in new[] { Op.Munmap, Op.Mincore }
        from place in Places
        from length in op == Op.Munmap ? Lengths : Lengths[..5]
        select new Call(op, place, length));

    [Fact]
    public void Mremap() => Holds(_ =>
        from flags in Enumerable.Range(0, 9)
        from place in Places
        from old in Lengths[..6]
        from length in new ulong[] { 0, Page, 3 * Page, 1UL << 48 }
        from target in new ulong[] { Hole, Hole + 1, place + Page, ulong.MaxValue << 12 }
        select new Call(Op.Mremap, place, old, length, (ulong)flags, target));

    [Fact]
    public void Mmap() => Holds(_ =>
        from type in Enumerable.Range(0, 4)
        from flags in new[] { default, MapFlags.Fixed, MapFlags.FixedNoReplace, MapFlags.GrowsDown, MapFlags.Locked, MapFlags.Populate | MapFlags.NonBlock }
        from place in new ulong[] { Hole, Hole + 1, Window, 0UL, Page, 1UL << 63, Mm.TaskSize.Value, Mm.TaskSize.Value - Page }
        where (flags & MapFlags.Fixed) == 0 || place != 0
        from length in new ulong[] { 0, 1, Page, ulong.MaxValue, ulong.MaxValue << 12, Mm.TaskSize.Value }
        select new Call(Op.Mmap, place, length, (ulong)(Prot.Read | Prot.Write), (ulong)(flags | MapFlags.Anonymous | (MapFlags)type)));

    // Before each call, all is as at the beginning.
    private static void Holds(Func<KernelModes, IEnumerable<Call>> callsOf)
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();
        Comparison comparison = new(kernel, kernel.Modes, MachinesKernel.ChangesSince612);
        foreach (ulong memlock in new ulong[] { 0, 6 * Page, 1 << 24 })
        {
            foreach (Call[] calls in callsOf(kernel.Modes).Chunk(40))
            {
                Call[] sequence = [.. calls.SelectMany(call => (Call[])[new(Op.Munlockall), .. Setup, call])];
                Limits limits = new(memlock);
                bool differs = comparison.Compare(sequence, limits) is not null;
                Assert.False(differs, differs ? comparison.Report(sequence, limits) : "");
            }
        }
    }

    private static Call Mapped(int place, Prot prot, MapFlags flags) => new(
        Op.Mmap, Places[place], 4 * Page, (ulong)prot, (ulong)(flags | MapFlags.Fixed | MapFlags.Anonymous));
}
