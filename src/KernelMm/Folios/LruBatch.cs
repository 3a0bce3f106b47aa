using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KernelMm.Locking;

namespace KernelMm.Folios;

/// <summary>Folios of one CPU that wait to be moved together, with a reference each. In Linux: <c>struct folio_batch</c> under a <c>local_lock</c>.</summary>
internal sealed class LruBatch(ParkingLot lot, ulong id)
{
    /// <summary>How many fit. In Linux: <c>PAGEVEC_SIZE</c>.</summary>
    public const int Capacity = 31;

    private readonly RawSpinlock _spinlock = new(lot, id);
    private Batch _batch;

    /// <summary>One more, if there is room.</summary>
    /// <param name="frame">The folio's first frame.</param>
    /// <param name="isFull">Whether there is no room for another one now, so that all should be taken out.</param>
    /// <returns>Whether there was.</returns>
    public bool TryAdd(uint frame, out bool isFull)
    {
        _spinlock.Lock();
        int count = _batch.Count;
        bool hasRoom = count < Capacity;
        if (hasRoom)
        {
            _batch.Frames[count++] = frame;
            _batch.Count = count;
        }

        _spinlock.Unlock();
        isFull = count == Capacity;
        return hasRoom;
    }

    /// <summary>Takes all out.</summary>
    public int TakeAll(Span<uint> taken)
    {
        if (Atomic.Read(ref _batch.Count) == 0)
        {
            return 0;
        }

        _spinlock.Lock();
        int count = _batch.Count;
        ((ReadOnlySpan<uint>)_batch.Frames)[..count].CopyTo(taken);
        _batch.Count = 0;
        _spinlock.Unlock();
        return count;
    }

    public void Reset()
    {
        _spinlock.Reset();
        _batch.Count = 0;
    }

    [InlineArray(Capacity)]
    private struct Frames
    {
        private uint _first;
    }

    // In cache lines of its own, as another CPU's batch may lie beside it.
    [StructLayout(LayoutKind.Explicit, Size = (2 * PaddedWord.LineBytes) + ((Capacity + 1) * sizeof(uint)))]
    private struct Batch
    {
        [FieldOffset(PaddedWord.LineBytes)]
        public int Count;

        [FieldOffset(PaddedWord.LineBytes + sizeof(int))]
        public Frames Frames;
    }
}
