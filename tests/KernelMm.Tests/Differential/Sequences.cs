using KernelMm.Mmap;

namespace KernelMm.Tests.Differential;

/// <summary>Random sequences of calls, most of them about a few pages, so that they meet.</summary>
/// <param name="seed">What they come of.</param>
/// <param name="begin">How every sequence begins.</param>
/// <param name="modes">How the kernel is set.</param>
/// <param name="crowd">How many mappings there are beside: with those, children and what is about all mappings take too long.</param>
internal sealed class Sequences(ulong seed, Beginning begin, KernelModes modes, ulong crowd = 0)
{
    private const uint WindowPages = 48;
    private const ulong Window = 0x100_0000_0000;

    // The limits on locked memory that sequences run under, in pages.
    private static readonly ulong[] Memlocks = [0, 6, 40, 4096];

    // How many pages they may map, and to how many a stack may grow.
    private static readonly ulong[] MorePages = [0, 0, 0, 25, 60];
    private static readonly ulong[] Stacks = [2048, 2048, 5, 20];

    private static readonly (Op Op, uint Weight)[] Weights =
    [
        (Op.Mmap, 30), (Op.Munmap, 14), (Op.Mprotect, 24), (Op.Mremap, 16), (Op.Madvise, 12), (Op.Mlock2, 6), (Op.Munlock, 4),
        (Op.Mlockall, 2), (Op.Munlockall, 1), (Op.Brk, 3), (Op.Load, 30), (Op.Store, 40), (Op.Fork, 3), (Op.Exit, 3), (Op.Mincore, 10),
    ];

    // What may be lost, and of shared memory what was never written, is lost when it is paged out, which needs reclaim: no sequence has both.
    private static readonly Madvice[] MayBeLost = [Madvice.Free, Madvice.Free];
    private static readonly Madvice[] MayBePagedOut = [Madvice.PageOut];

    private static readonly Madvice[] Always =
    [
        Madvice.Normal, Madvice.Random, Madvice.Sequential, Madvice.WillNeed, Madvice.DontNeed, Madvice.DontNeed, Madvice.DontNeed, Madvice.Remove,
        Madvice.Remove, Madvice.DontFork, Madvice.DontFork, Madvice.DoFork, Madvice.DontDump, Madvice.DoDump, Madvice.WipeOnFork,
        Madvice.WipeOnFork, Madvice.KeepOnFork, Madvice.Cold, Madvice.PopulateRead, Madvice.PopulateWrite, Madvice.DontNeedLocked, (Madvice)77,
    ];

    private readonly Madvice[] _known =
    [
        .. Always,
        .. modes.HasKsm ? new[] { Madvice.Mergeable, Madvice.Unmergeable } : [],
        .. modes.HasHugePages ? new[] { Madvice.HugePage, Madvice.NoHugePage, Madvice.Collapse } : [],
    ];

    private SeededRandom _random = new(seed);
    private Madvice[] _advice = [];
    private bool _mayShare;

    /// <summary>The next sequence.</summary>
    public (Call[] Calls, Limits Limits) Next()
    {
        Limits limits = new(OneOf(Memlocks) << PageShift, crowd > 0 ? 0 : OneOf(MorePages), OneOf(Stacks) << PageShift) { Crowd = crowd };
        bool isPagedOut = _random.Below(2) != 0 && !modes.HasSwap;
        _advice = [.. _known, .. isPagedOut ? MayBePagedOut : MayBeLost];
        _mayShare = !isPagedOut;
        Call[] calls = new Call[1 + _random.Below(90)];
        for (int place = 0; place < calls.Length; place++)
        {
            calls[place] = NextCall();
        }

        return (calls, limits);
    }

    private ulong OneOf(ulong[] values) => values[_random.Below((uint)values.Length)];

    private Call NextCall()
    {
        Op op = NextOp();
        ulong address = Address();
        return op switch
        {
            Op.Mmap => NextMmap(),
            Op.Load or Op.Store => new Call(op, address & ~7UL, _random.Below(1 << 30)),
            Op.Fork or Op.Mlockall when crowd > 0 => new Call(Op.Load, address & ~7UL),
            Op.Fork or Op.Exit or Op.Munlockall => new Call(op),
            Op.Mincore => new Call(op, address, Math.Min(Length(address), 1UL << (PageShift + 10))),
            Op.Mprotect => new Call(op, address, Length(address), (ulong)(NextProt() | NextGrowth())),
            Op.Mremap => NextMremap(address),
            Op.Madvise => new Call(op, address, Length(address), (ulong)_advice[_random.Below((uint)_advice.Length)]),
            Op.Mlock2 => new Call(op, address, Length(address), _random.Below(30) == 0 ? 2UL : _random.Below(2)),
            Op.Mlockall => new Call(op, _random.Below(9)),
            Op.Brk => new Call(op, begin.Brk + _random.Below(20 << PageShift) - (_random.Below(8) == 0 ? 1UL << 30 : 0)),
            _ => new Call(op, address, Length(address)),
        };
    }

    private Op NextOp()
    {
        uint left = _random.Below((uint)Weights.Sum(weight => weight.Weight));
        int place = 0;
        while (left >= Weights[place].Weight)
        {
            left -= Weights[place++].Weight;
        }

        return Weights[place].Op;
    }

    private Call NextMmap()
    {
        MapFlags flags = MapFlags.Anonymous | (_random.Below(5) == 0 && _mayShare ? MapFlags.Shared : MapFlags.Private);
        flags |= _random.Below(10) switch
        {
            < 6 => MapFlags.Fixed,
            6 => MapFlags.FixedNoReplace,
            _ => 0,
        };
        flags |= Sometimes(8, MapFlags.NoReserve) | Sometimes(16, MapFlags.Locked) | Sometimes(10, MapFlags.Populate)
            | Sometimes(30, MapFlags.NonBlock) | Sometimes(30, MapFlags.GrowsDown) | Sometimes(40, MapFlags.Stack);
        if (_random.Below(60) == 0)
        {
            flags &= ~MapFlags.SharedValidate;
        }

        ulong address = (flags & (MapFlags.Fixed | MapFlags.FixedNoReplace)) == 0 && _random.Below(2) == 0 ? 0 : Address();
        ulong length = (flags & (MapFlags.Populate | MapFlags.Locked | MapFlags.Fixed)) == 0 && _random.Below(25) == 0 ? HugeLength() : Length(address);
        ulong mostShared = address < begin.Bottom ? begin.Bottom - address : 4UL << PmdShift;
        length = (flags & MapFlags.Shared) != 0 ? Math.Min(length, mostShared) : length;
        return new Call(Op.Mmap, address, length, (ulong)NextProt(), (ulong)flags);
    }

    private Call NextMremap(ulong address)
    {
        ulong old = _random.Below(12) == 0 ? 0 : Length(address);
        ulong length = _random.Below(30) == 0 ? HugeLength() : Length(address);
        MremapFlags flags = _random.Below(8) switch
        {
            0 => MremapFlags.None,
            < 5 => MremapFlags.MayMove,
            5 => MremapFlags.MayMove | MremapFlags.DontUnmap,
            6 => MremapFlags.MayMove | MremapFlags.Fixed,
            _ => (MremapFlags)(int)_random.Below(9),
        };
        length = (flags & MremapFlags.DontUnmap) != 0 && _random.Below(4) != 0 ? old : length;
        return new Call(Op.Mremap, address, old, length, (ulong)flags, Target(length));
    }

    // What is fixed takes away what was there: not the driver, which lies at the bottom, nor what the kernel gave it, at the top.
    private ulong Target(ulong length)
    {
        ulong target = Address();
        bool isOver = (target < begin.Top && target + length > begin.Top) || (target < begin.Bottom && target + length > begin.Bottom);
        return isOver ? begin.Top - (200UL << PageShift) : target;
    }

    private Prot NextGrowth() => _random.Below(40) switch
    {
        0 => Prot.GrowsDown,
        1 => Prot.GrowsUp,
        2 => Prot.GrowsDown | Prot.GrowsUp,
        _ => Prot.None,
    };

    private Prot NextProt() => _random.Below(12) switch
    {
        < 5 => Prot.Read | Prot.Write,
        < 7 => Prot.Read,
        < 9 => Prot.None,
        9 => Prot.Read | Prot.Exec,
        10 => _random.Below(2) == 0 || modes.HasPkeys ? Prot.Write : Prot.Exec,
        _ => Prot.Read | Prot.Write | Prot.Exec,
    };

    private MapFlags Sometimes(uint rarity, MapFlags flag) => _random.Below(rarity) == 0 ? flag : 0;

    // Mostly in the window, now and then where mappings without a hint go, rarely nowhere sensible.
    private ulong Address() => _random.Below(40) switch
    {
        < 32 => Window + (_random.Below(WindowPages) << PageShift),
        < 36 => begin.Top - ((1UL + _random.Below(WindowPages)) << PageShift),
        36 => _random.Below(40) << PageShift,
        37 => Window + _random.Below(WindowPages << PageShift),
        38 => Mm.TaskSize.Value - (_random.Below(4) << PageShift),
        _ => new[] { ulong.MaxValue << PageShift, 1UL << 63, Mm.TaskSize.Value + PageSize.Value, 1UL << 46 }[_random.Below(4)],
    };

    // The driver's own mappings lie above the top, and between the bottom and the window; they are left alone.
    private ulong Length(ulong address)
    {
        ulong end = address < begin.Bottom ? begin.Bottom : begin.Top;
        bool isNear = address < end && (end == begin.Bottom || end - address <= (ulong)WindowPages << PageShift);
        return isNear ? Math.Min(Length(), end - address) : Length();
    }

    private ulong Length() => _random.Below(24) switch
    {
        < 20 => (1UL + _random.Below(10)) << PageShift,
        < 22 => (1UL + _random.Below(WindowPages)) << PageShift,
        22 => _random.Below(8 << PageShift),
        _ => new[] { 0UL, ulong.MaxValue, ulong.MaxValue << PageShift }[_random.Below(3)],
    };

    private ulong HugeLength() => _random.Below(crowd > 0 ? 5U : 6) switch
    {
        5 => Mm.TaskSize.Value,
        < 3 => (1UL + _random.Below(3)) << PmdShift,
        3 => (1UL << PmdShift) + (1UL << PageShift),
        _ => crowd > 0 ? 4UL << PmdShift : 1UL << 46,
    };
}
