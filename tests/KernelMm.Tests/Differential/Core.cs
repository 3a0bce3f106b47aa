using KernelMm.Cpus;
using KernelMm.Mmap;

namespace KernelMm.Tests.Differential;

/// <summary>The core, called as the driver calls the kernel, in an address space that begins like the driver's.</summary>
internal sealed class Core : IDisposable
{
    private readonly Machine _machine;
    private readonly Stack<Mm> _mms = new();
    private readonly Beginning _begin;
    private readonly Dictionary<object, ulong> _numbers = [];

    public Core(Beginning begin, Limits limits, KernelModes modes, MmChanges changes)
    {
        _machine = new(new MachineOptions { Memory = new ByteCount(64UL << 20), Cpus = 1, OvercommitMemory = modes.Overcommit });
        _begin = begin;
        Mm mm = Mm.Alloc(_machine, modes.Limits(begin, limits, changes))!.Value;
        _mms.Push(mm);
        mm.MmapLock.MmapWriteLock();
        foreach (Seen seen in begin.Mappings)
        {
            Import(mm, seen);
        }

        // In one piece, and counted as one: what matters of the crowd is that something is there, which a stack above it does not grow over.
        if (limits.Crowd > 0)
        {
            Import(mm, new Seen(Limits.CrowdStart, Limits.CrowdStart + (limits.Crowd << PageShift), 0, 0, 0));
        }

        mm.MmapLock.MmapWriteUnlock();
    }

    private Mm Mm => _mms.Peek();

    /// <summary>Carries a call out that has no outcome: the end of a child, or nothing where there is none.</summary>
    /// <returns>Whether it is such a call.</returns>
    public bool RunWithoutOutcome(Call call)
    {
        if (call.Op == Op.Exit && _mms.Count > 1)
        {
            Leave();
        }

        return call.Op == Op.Exit;
    }

    /// <summary>Carries a call out.</summary>
    public Outcome Run(Call call)
    {
        ulong value = 0;
        byte[] resident = [];
        long result = call.Op switch
        {
            Op.Mmap => Number(Mm.Mmap(new(call.A), new(call.B), (Prot)(int)call.C, (MapFlags)(int)call.D)),
            Op.Munmap => -(long)Mm.Munmap(new(call.A), new(call.B)),
            Op.Mprotect => -(long)Mm.Mprotect(new(call.A), new(call.B), (Prot)(int)call.C),
            Op.Mremap => Number(Mm.Mremap(new(call.A), new(call.B), new(call.C), (MremapFlags)(int)call.D, new(call.E))),
            Op.Madvise => -(long)Mm.Madvise(new(call.A), new(call.B), (Madvice)(int)call.C),
            Op.Mlock2 => -(long)Mm.Mlock(new(call.A), new(call.B), (MlockFlags)(int)call.C),
            Op.Munlock => -(long)Mm.Munlock(new(call.A), new(call.B)),
            Op.Mlockall => -(long)Mm.Mlockall((MclFlags)(int)call.A),
            Op.Munlockall => -(long)Mm.Munlockall(),
            Op.Load => Touched(Cpu.Load(new(call.A), out value)),
            Op.Store => Touched(Cpu.Store(new(call.A), call.B)),
            Op.Fork => Fork(),
            Op.Mincore => Mincore(call, ref resident),
            Op.Brk => (long)Mm.Brk(new(call.A)).Value,
            _ => throw new InvalidOperationException($"The core has no {call.Op}."),
        };
        return new Outcome(result, value, Mappings(), resident);
    }

    /// <summary>Ends all address spaces, and checks that nothing is left of them.</summary>
    public void Dispose()
    {
        while (_mms.Count > 0)
        {
            Leave();
        }

        _machine.Dispose();
    }

    private Cpu Cpu
    {
        get
        {
            _machine.Cpus[0].SwitchMm(Mm);
            return _machine.Cpus[0];
        }
    }

    private long Touched(bool isDone) => isDone ? 0 : -1000 - (long)_machine.Cpus[0].LastSignal;

    private long Mincore(Call call, ref byte[] resident)
    {
        byte[] vector = new byte[(call.B + PageSize.Value - 1) >> PageShift];
        Errno refused = Mm.Mincore(new(call.A), new(call.B), vector);
        resident = refused == Errno.None ? vector : [];
        return -(long)refused;
    }

    private long Fork()
    {
        Errno refused = Mm.Fork(out Mm child);
        if (refused == Errno.None)
        {
            _mms.Push(child);
        }

        return -(long)refused;
    }

    private void Leave() => _mms.Pop().Put();

    private static long Number(AddressOrErrno answer) => answer.IsError ? -(long)answer.Errno : (long)answer.Address.Value;

    // What the driver consists of never merges with anything: it counts as of a kind of its own.
    private static void Import(Mm mm, Seen seen)
    {
        VmaFlags flags = (VmaFlags)(seen.Rights & 7) | VmaFlags.MayRead | VmaFlags.MayWrite | VmaFlags.MayExec;
        Vma vma = new(mm)
        {
            Start = new(seen.Start),
            End = new(seen.End),
            Pgoff = Pgoff.Of(new(seen.Start)),
            Flags = seen.Start > mm.Limits.MmapBase!.Value.Value ? flags | VmaFlags.GrowsDown : flags,
            Policy = 1,
        };
        mm.Struct.Mt.Store(vma);
        mm.Struct.MapCount++;
        MemoryAccounting.VmStatAccount(mm.Struct, vma.Flags, (long)vma.Pages.Value);
    }

    private Seen[] Mappings() =>
        [.. Mm.Vmas.Where(vma => _begin.IsOurs(vma.Start.Value)).Select(ToSeen)];

    private Seen ToSeen(Vma vma)
    {
        ulong rights = (ulong)(vma.Flags & VmaFlags.AccessFlags) | ((vma.Flags & VmaFlags.MayShare) != 0 ? 8UL : 0);
        if (vma.Mapping is null)
        {
            return new Seen(vma.Start.Value, vma.End.Value, rights, 0, 0);
        }

        _numbers.TryAdd(vma.Mapping, (ulong)_numbers.Count + 1);
        return new Seen(vma.Start.Value, vma.End.Value, rights, vma.Pgoff.Value << PageShift, _numbers[vma.Mapping]);
    }
}
