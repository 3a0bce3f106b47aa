using System.Runtime.InteropServices;
using KernelMm.Locking;

namespace KernelMm.Physical;

/// <summary>
/// Single free frames that one CPU keeps of one node, so that it need not go to the node's lists for each; the last freed is
/// the next to be handed out. In Linux: <c>struct per_cpu_pages</c>. Those at the bottom may be zero already, which Linux has not.
/// </summary>
internal sealed class PerCpuPages(FrameTable frames, ParkingLot lot, ulong id)
{
    private readonly RawSpinlock _spinlock = new(lot, id);
    private Kept _kept;

    /// <summary>How many it keeps.</summary>
    public uint Count => _kept.Count;

    /// <summary>Keeps nothing any more.</summary>
    public void Reset()
    {
        _spinlock.Reset();
        _kept = default;
    }

    /// <summary>A frame, or 0 where none is kept.</summary>
    /// <param name="isZero">Whether it is known to be zero.</param>
    public uint Pop(out bool isZero)
    {
        _spinlock.Lock();
        uint frame = _kept.First;
        isZero = frame != 0 && _kept.Count == _kept.Zero;
        if (frame != 0)
        {
            _kept.First = frames[frame].Next;
            _kept.CountIs(_kept.Count - 1);
        }

        _spinlock.Unlock();
        return frame;
    }

    /// <summary>The frame that is handed out next as things are, or 0 where none is kept.</summary>
    public uint Next => Atomic.Read(ref _kept.First);

    /// <summary>Keeps a frame.</summary>
    /// <returns>How many are kept now.</returns>
    public uint Push(uint frame) => PushAll([frame]);

    /// <summary><see cref="PushAll"/> for frames that are zero; what is kept below others is not known to be.</summary>
    public void PushAllZero(ReadOnlySpan<uint> zero)
    {
        _spinlock.Lock();
        if (_kept.Count == 0)
        {
            _kept.Zero = (uint)zero.Length;
        }

        PushAllLocked(zero);
        _spinlock.Unlock();
    }

    /// <summary>Keeps frames that are all of the same node.</summary>
    /// <returns>How many are kept now.</returns>
    public uint PushAll(ReadOnlySpan<uint> freed)
    {
        _spinlock.Lock();
        uint count = PushAllLocked(freed);
        _spinlock.Unlock();
        return count;
    }

    /// <summary>Takes frames out, the last freed first.</summary>
    /// <returns>How many.</returns>
    public int PopAll(Span<uint> taken)
    {
        _spinlock.Lock();
        int count = 0;
        while (count < taken.Length && _kept.First != 0)
        {
            taken[count++] = _kept.First;
            _kept.First = frames[_kept.First].Next;
        }

        _kept.CountIs(_kept.Count - (uint)count);
        _spinlock.Unlock();
        return count;
    }

    private uint PushAllLocked(ReadOnlySpan<uint> freed)
    {
        uint first = _kept.First;
        foreach (uint frame in freed)
        {
            frames[frame].Next = first;
            first = frame;
        }

        _kept.First = first;
        return _kept.Count += (uint)freed.Length;
    }

    // In cache lines of its own, as another CPU's list may lie beside it.
    [StructLayout(LayoutKind.Explicit, Size = 2 * PaddedWord.LineBytes)]
    private struct Kept
    {
        [FieldOffset(PaddedWord.LineBytes)]
        public uint First;

        [FieldOffset(PaddedWord.LineBytes + sizeof(uint))]
        public uint Count;

        // How many of those at the bottom are zero.
        [FieldOffset(PaddedWord.LineBytes + (2 * sizeof(uint)))]
        public uint Zero;

        public void CountIs(uint count) => (Count, Zero) = (count, Math.Min(Zero, count));
    }
}
