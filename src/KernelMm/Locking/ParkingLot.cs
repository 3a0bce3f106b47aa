using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// Where tasks wait. Natively a waiter spins for a moment and then parks, so that a waiter costs no processor; explored, the
/// explorer keeps it.
/// </summary>
/// <remarks>
/// Who gives something back stores that first and looks for parked tasks afterwards, with no fence in between: the one that
/// parks pays for both, with a barrier in every thread of the process between announcing itself and looking again. So giving back
/// a lock that nobody waits for costs a store and a load.
/// </remarks>
internal sealed class ParkingLot
{
    private const int Spots = 64;
    private const int Spins = 40;

    private readonly Spot[] _spots = [.. Enumerable.Range(0, Spots).Select(_ => new Spot())];
    private int _parked;

    /// <summary>Returns when the condition has once been seen to be over; it may have come back since.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="target">Its name for an explorer.</param>
    public void WaitWhile<TCondition>(TCondition condition, SharedObject target)
        where TCondition : struct, IWaitCondition
    {
        if (Explored.IsOn && Explorer.Current is { } explorer)
        {
            while (condition.MustWait)
            {
                explorer.Wait(target, TaskTable.ActorOf(condition.Holder));
            }

            return;
        }

        if (!Spin(condition))
        {
            Park(condition, target);
        }
    }

    /// <summary>Wakes who waits for this; the reason to wait must have been taken away before, with a release at least.</summary>
    public void Wake(string kind, ulong id)
    {
        Points.Wake(kind, id);
        WakeThreads(id);
    }

    /// <summary>Wakes parked threads only: for what no actor of an exploration ever waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeThreads(ulong id)
    {
        if (Volatile.Read(ref _parked) != 0)
        {
            WakeParked(SpotOf(id));
        }
    }

    /// <summary><see cref="Wake"/> for a spinlock, whose name is looked up only where somebody may wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeLock(SpinlockPtr spinlock, SpinlockTable table)
    {
        if (Explored.IsOn || Volatile.Read(ref _parked) != 0)
        {
            LockName name = table.NameOf(spinlock);
            Wake(name.Kind, name.Id);
        }
    }

    /// <summary>Wakes everybody, as a signal does that may be for any of them.</summary>
    public void WakeAll()
    {
        foreach (Spot spot in _spots)
        {
            WakeParked(spot);
        }
    }

    private static bool Spin<TCondition>(TCondition condition)
        where TCondition : struct, IWaitCondition
    {
        SpinWait wait = default;
        for (int spin = 0; spin < Spins; spin++)
        {
            if (!condition.MustWait)
            {
                return true;
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }

        return false;
    }

    // Most of what is given back while somebody is parked is not what that one waits for.
    private static void WakeParked(Spot spot)
    {
        if (Volatile.Read(ref spot.Parked) == 0)
        {
            return;
        }

        lock (spot)
        {
            Monitor.PulseAll(spot);
        }
    }

    private void Park<TCondition>(TCondition condition, SharedObject target)
        where TCondition : struct, IWaitCondition
    {
        Spot spot = SpotOf(target.Id);
        lock (spot)
        {
            spot.Parked++;
            Interlocked.Increment(ref _parked);
            Interlocked.MemoryBarrierProcessWide();
            while (condition.MustWait)
            {
                Monitor.Wait(spot, TCondition.IsPolled ? 1 : Timeout.Infinite);
            }

            Interlocked.Decrement(ref _parked);
            spot.Parked--;
        }
    }

    // Things of different kinds may share a spot: a waiter looks at its own condition again whenever anybody wakes it.
    private Spot SpotOf(ulong id) => _spots[(int)((id * 0x9e3779b97f4a7c15UL) >> 58)];

    private sealed class Spot
    {
        // Changes under the lock of this.
        public int Parked;
    }
}
