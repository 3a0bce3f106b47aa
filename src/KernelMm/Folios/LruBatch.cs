using KernelMm.Locking;

namespace KernelMm.Folios;

/// <summary>Folios of one CPU that wait to be moved together, with a reference each. In Linux: <c>struct folio_batch</c> under a <c>local_lock</c>.</summary>
internal sealed class LruBatch(ParkingLot lot, ulong id)
{
    /// <summary>How many fit. In Linux: <c>PAGEVEC_SIZE</c>.</summary>
    public const int Capacity = 31;

    private readonly RawSpinlock _spinlock = new(lot, id);
    private readonly uint[] _frames = new uint[Capacity];
    private int _count;

    /// <summary>One more; where that makes the batch full, all are taken out.</summary>
    /// <param name="frame">The folio's first frame.</param>
    /// <param name="full">Room for what is taken out.</param>
    /// <returns>How many were taken out.</returns>
    public int Add(uint frame, Span<uint> full)
    {
        _spinlock.Lock();
        _frames[_count++] = frame;
        int taken = _count == Capacity ? TakeLocked(full) : 0;
        _spinlock.Unlock();
        return taken;
    }

    /// <summary>Takes all out.</summary>
    public int TakeAll(Span<uint> taken)
    {
        if (Atomic.Read(ref _count) == 0)
        {
            return 0;
        }

        _spinlock.Lock();
        int count = TakeLocked(taken);
        _spinlock.Unlock();
        return count;
    }

    public void Reset()
    {
        _spinlock.Reset();
        _count = 0;
    }

    private int TakeLocked(Span<uint> taken)
    {
        int count = _count;
        _frames.AsSpan(0, count).CopyTo(taken);
        _count = 0;
        return count;
    }
}
