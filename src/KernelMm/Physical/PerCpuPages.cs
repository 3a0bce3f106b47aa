using KernelMm.Locking;

namespace KernelMm.Physical;

/// <summary>
/// Single free frames that one CPU keeps of one node, so that it need not go to the node's lists for each; the last freed is
/// the next to be handed out. In Linux: <c>struct per_cpu_pages</c>.
/// </summary>
internal sealed class PerCpuPages(FrameTable frames, ParkingLot lot, ulong id)
{
    private readonly RawSpinlock _spinlock = new(lot, id);
    private uint _first;

    /// <summary>How many it keeps.</summary>
    public uint Count { get; private set; }

    /// <summary>Keeps nothing any more.</summary>
    public void Reset()
    {
        _spinlock.Reset();
        (_first, Count) = (0, 0);
    }

    /// <summary>A frame, or 0 where none is kept.</summary>
    public uint Pop()
    {
        _spinlock.Lock();
        uint frame = _first;
        if (frame != 0)
        {
            ref FrameInfo info = ref frames[frame];
            info.Flags = 0;
            _first = info.Next;
            Count--;
        }

        _spinlock.Unlock();
        return frame;
    }

    /// <summary>Keeps a frame.</summary>
    /// <returns>How many are kept now.</returns>
    public uint Push(uint frame)
    {
        _spinlock.Lock();
        ref FrameInfo info = ref frames[frame];
        info.Flags = (uint)FrameFlags.OnList;
        info.Next = _first;
        _first = frame;
        uint count = ++Count;
        _spinlock.Unlock();
        return count;
    }

    /// <summary>Keeps frames that are all of the same node.</summary>
    /// <returns>How many are kept now.</returns>
    public uint PushAll(ReadOnlySpan<uint> freed)
    {
        _spinlock.Lock();
        foreach (uint frame in freed)
        {
            ref FrameInfo info = ref frames[frame];
            info.Flags = (uint)FrameFlags.OnList;
            info.Next = _first;
            _first = frame;
        }

        uint count = Count += (uint)freed.Length;
        _spinlock.Unlock();
        return count;
    }

    /// <summary>Takes frames out, the last freed first.</summary>
    /// <returns>How many.</returns>
    public int PopAll(Span<uint> taken)
    {
        _spinlock.Lock();
        int count = 0;
        while (count < taken.Length && _first != 0)
        {
            ref FrameInfo info = ref frames[_first];
            taken[count++] = _first;
            info.Flags = 0;
            _first = info.Next;
        }

        Count -= (uint)count;
        _spinlock.Unlock();
        return count;
    }
}
