using System.Runtime.InteropServices;
using KernelMm.Locking;

namespace KernelMm.Physical;

/// <summary>
/// Single free frames that one CPU keeps of one node, so that it need not go to the node's lists for each; the last freed is
/// the next to be handed out. In Linux: <c>struct per_cpu_pages</c>.
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
    public uint Pop()
    {
        _spinlock.Lock();
        uint frame = _kept.First;
        if (frame != 0)
        {
            _kept.First = frames[frame].Next;
            _kept.Count--;
        }

        _spinlock.Unlock();
        return frame;
    }

    /// <summary>
    /// The frame that is handed out after the next one, as things are; where so many are not kept, what blocks have next in all
    /// likelihood. Others may have it by then, or there may be no such frame: it is good for nothing but to save time.
    /// </summary>
    /// <param name="handedOut">What was handed out last.</param>
    public uint AfterNext(uint handedOut)
    {
        uint next = Atomic.Read(ref _kept.First);
        uint after = next != 0 ? frames[next].Next : 0;
        return after != 0 ? after : (next != 0 ? next : handedOut + 1) + 1;
    }

    /// <summary>Keeps a frame.</summary>
    /// <returns>How many are kept now.</returns>
    public uint Push(uint frame) => PushAll([frame]);

    /// <summary>Keeps frames that are all of the same node.</summary>
    /// <returns>How many are kept now.</returns>
    public uint PushAll(ReadOnlySpan<uint> freed)
    {
        _spinlock.Lock();
        uint first = _kept.First;
        foreach (uint frame in freed)
        {
            frames[frame].Next = first;
            first = frame;
        }

        _kept.First = first;
        uint count = _kept.Count += (uint)freed.Length;
        _spinlock.Unlock();
        return count;
    }

    /// <summary>Keeps frames that are all of the same node, to be handed out after all others, the first of them first.</summary>
    public void PushAllBelow(ReadOnlySpan<uint> taken)
    {
        _spinlock.Lock();
        uint bottom = Bottom();
        foreach (uint frame in taken)
        {
            if (bottom == 0)
            {
                _kept.First = frame;
            }
            else
            {
                frames[bottom].Next = frame;
            }

            bottom = frame;
        }

        frames[bottom].Next = 0;
        _kept.Count += (uint)taken.Length;
        _spinlock.Unlock();
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

        _kept.Count -= (uint)count;
        _spinlock.Unlock();
        return count;
    }

    // Few frames are above it: frames come below others only where hardly any are left.
    private uint Bottom()
    {
        uint bottom = _kept.First;
        while (bottom != 0 && frames[bottom].Next != 0)
        {
            bottom = frames[bottom].Next;
        }

        return bottom;
    }

    // In cache lines of its own, as another CPU's list may lie beside it.
    [StructLayout(LayoutKind.Explicit, Size = 2 * PaddedWord.LineBytes)]
    private struct Kept
    {
        [FieldOffset(PaddedWord.LineBytes)]
        public uint First;

        [FieldOffset(PaddedWord.LineBytes + sizeof(uint))]
        public uint Count;
    }
}
