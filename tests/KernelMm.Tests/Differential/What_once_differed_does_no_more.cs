using KernelMm.Mmap;

namespace KernelMm.Tests.Differential;

/// <summary>Sequences that random ones were shrunk to while the core still answered otherwise than the kernel.</summary>
public sealed class What_once_differed_does_no_more
{
    private const MapFlags Stack = MapFlags.Private | MapFlags.Fixed | MapFlags.Anonymous | MapFlags.GrowsDown;

    private static readonly Dictionary<string, Call[]> Shrunk = new()
    {
        ["A stack does not grow below what the kernel chooses at the lowest, though pages there may be mapped."] =
        [
            new(Op.Mmap, 0x22000, 0x4000, (ulong)Prot.Write, (ulong)(Stack | MapFlags.Populate)),
            new(Op.Load, 0x11000),
            new(Op.Load, 0x7000),
            new(Op.Mmap, 0x8000, 0x1000, (ulong)Prot.Read, (ulong)Stack),
            new(Op.Load, 0x8000),
            new(Op.Load, 0x7000),
        ],
        ["A low hint is raised to what the kernel chooses at the lowest."] =
        [
            new(Op.Mmap, 0x1000, 0x3000, (ulong)Prot.Read, (ulong)(MapFlags.Private | MapFlags.Anonymous)),
            new(Op.Mmap, 0x2000, 0x1000, (ulong)Prot.Read, (ulong)(MapFlags.Private | MapFlags.Anonymous)),
        ],
    };

    // So few mappings more that a move is refused.
    private static readonly Call[] Crowded =
    [
        .. Enumerable.Range(0, 5).Select(place => new Call(
            Op.Mmap, 0x100_0000_0000 + ((ulong)place << 14), 0x1000, (ulong)Prot.Read, (ulong)(MapFlags.Private | MapFlags.Fixed | MapFlags.Anonymous))),
        new(Op.Mremap, 0x1d000, 0x6000, 0x6000, (ulong)(MremapFlags.MayMove | MremapFlags.DontUnmap), 0x100_0001_d000),
        new(Op.Mremap, 0x100_0000_0000, 0x1000, 0x1000, (ulong)(MremapFlags.MayMove | MremapFlags.Fixed), 0x100_0001_d000),
    ];

    public static TheoryData<string> Names => [.. Shrunk.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sequence_by_sequence(string name)
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();
        Comparison comparison = new(kernel, kernel.Modes, MachinesKernel.ChangesSince612);
        Assert.Null(comparison.Compare(Shrunk[name], new Limits(6 << PageShift))?.Difference);
    }

    [Fact]
    public void A_move_is_refused_in_a_crowd_before_anybody_looks_whether_there_is_something_to_move()
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();
        Assert.SkipWhen(kernel.Crowd is null, MachinesKernel.NoCrowd);
        Comparison comparison = new(kernel, kernel.Modes, MachinesKernel.ChangesSince612);
        Assert.Null(comparison.Compare(Crowded, new Limits(6 << PageShift) { Crowd = kernel.Crowd!.Value })?.Difference);
    }
}
