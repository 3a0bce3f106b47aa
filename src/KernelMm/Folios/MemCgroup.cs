using KernelMm.Locking;

namespace KernelMm.Folios;

/// <summary>An account of memory with a limit, shared by the address spaces that name it. In Linux: <c>struct mem_cgroup</c>.</summary>
public sealed class MemCgroup
{
    private readonly long _limit;
    private long _usage;

    /// <summary>An empty account.</summary>
    /// <param name="machine">Whose memory.</param>
    /// <param name="limit">How much may be charged; null for no limit. In Linux: <c>memory.max</c>.</param>
    public MemCgroup(Machine machine, FrameCount? limit = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _limit = limit is { } pages ? (long)pages.Value : long.MaxValue;
        Id = machine.MemCgroups.Add(this);
    }

    /// <summary>How much is charged now. In Linux: <c>memory.current</c>.</summary>
    public FrameCount Usage => new((ulong)Atomic.Read(ref _usage));

    internal ushort Id { get; }

    // In Linux: try_charge. Nothing can be reclaimed yet, so the limit is the end.
    internal bool TryCharge(long pages)
    {
        if (Atomic.Add(ref _usage, pages) <= _limit)
        {
            return true;
        }

        Atomic.Add(ref _usage, -pages);
        return false;
    }

    internal void Uncharge(long pages) => Atomic.Add(ref _usage, -pages);
}
