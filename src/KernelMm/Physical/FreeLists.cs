namespace KernelMm.Physical;

/// <summary>
/// The free memory of one node: blocks of a power of two of frames, each size on a list of its own, whose ends are multiples of
/// their size. A block is halved to make a smaller one, and joined with its other half when both are free. Its caller holds
/// the node's lock. In Linux: <c>struct zone</c> with its <c>free_area</c>.
/// </summary>
internal sealed class FreeLists
{
    private readonly FrameTable _frames;
    private readonly uint _first;
    private readonly uint _end;
    private readonly uint[] _heads = new uint[PageAllocator.MaxOrder + 1];

    /// <summary>All frames from <paramref name="first"/> up to <paramref name="end"/>, free.</summary>
    public FreeLists(FrameTable frames, uint first, uint end)
    {
        (_frames, _first, _end) = (frames, first, end);
        PutAll();
    }

    /// <summary>How many frames are free.</summary>
    public uint FreeFrames { get; private set; }

    /// <summary>Takes all blocks off the lists, of whatever size they are.</summary>
    public void Clear()
    {
        for (int order = 0; order <= PageAllocator.MaxOrder; order++)
        {
            while (_heads[order] != 0)
            {
                Remove(_heads[order], order);
            }
        }

        FreeFrames = 0;
    }

    /// <summary>Puts all memory on the lists, in as big blocks as can be.</summary>
    public void PutAll()
    {
        uint first = _first;
        uint end = _end;
        while (first < end)
        {
            int order = Math.Min(System.Numerics.BitOperations.TrailingZeroCount(first), PageAllocator.MaxOrder);
            while ((1UL << order) > end - first)
            {
                order--;
            }

            Push(first, order);
            FreeFrames += 1u << order;
            first += 1u << order;
        }
    }

    /// <summary>Whether the frame is this node's.</summary>
    public bool Has(uint frame) => frame >= _first && frame < _end;

    /// <summary>Takes a block off the lists, the smallest that is big enough. In Linux: <c>__rmqueue_smallest</c>.</summary>
    /// <returns>Its first frame, or 0 where none is big enough.</returns>
    public uint Take(int order)
    {
        int found = order;
        while (_heads[found] == 0)
        {
            if (++found > PageAllocator.MaxOrder)
            {
                return 0;
            }
        }

        uint block = _heads[found];
        Remove(block, found);
        while (found > order)
        {
            found--;
            Push(block + (1u << found), found);
        }

        FreeFrames -= 1u << order;
        return block;
    }

    /// <summary>
    /// Takes single frames, the same ones in the same order as if each were taken by itself, but in as big blocks as the lists have.
    /// In Linux: <c>rmqueue_bulk</c>.
    /// </summary>
    /// <returns>How many; fewer than there is room for where no more are free.</returns>
    public int TakeAll(Span<uint> taken)
    {
        int count = 0;
        while (count < taken.Length)
        {
            int order = Math.Min(Smallest(), System.Numerics.BitOperations.Log2((uint)(taken.Length - count)));
            uint block = Take(order);
            if (block == 0)
            {
                return count;
            }

            for (uint frame = block; frame < block + (1u << order); frame++)
            {
                taken[count++] = frame;
            }
        }

        return count;
    }

    /// <summary>Puts a block on the lists, joined with what is free beside it. In Linux: <c>__free_one_page</c>.</summary>
    public void Give(uint block, int order)
    {
        FreeFrames += 1u << order;
        while (order < PageAllocator.MaxOrder)
        {
            uint other = block ^ (1u << order);
            if (!IsFreeBlock(other, order))
            {
                break;
            }

            Remove(other, order);
            block = Math.Min(block, other);
            order++;
        }

        Push(block, order);
    }

    /// <summary>
    /// Puts frames on the lists that follow each other: in as big blocks as there are in them, so that they need not be joined one by one.
    /// </summary>
    /// <param name="first">The first of them.</param>
    /// <param name="frames">How many.</param>
    public void GiveRun(uint first, uint frames)
    {
        while (frames > 0)
        {
            int order = Math.Min(System.Numerics.BitOperations.TrailingZeroCount(first), System.Numerics.BitOperations.Log2(frames));
            order = Math.Min(order, PageAllocator.MaxOrder);
            Give(first, order);
            first += 1u << order;
            frames -= 1u << order;
        }
    }

    // Where there is none at all, the biggest.
    private int Smallest()
    {
        int order = 0;
        while (order < PageAllocator.MaxOrder && _heads[order] == 0)
        {
            order++;
        }

        return order;
    }

    // A block that would reach over the node's end cannot be on its lists, so its first frame decides.
    private bool IsFreeBlock(uint frame, int order) =>
        Has(frame) && (_frames[frame].Flags & (uint)FrameFlags.Buddy) != 0 && _frames[frame].Order == order;

    private void Push(uint block, int order)
    {
        ref FrameInfo info = ref _frames[block];
        info.Flags = (uint)FrameFlags.Buddy;
        info.Order = (byte)order;
        info.Previous = 0;
        info.Next = _heads[order];
        if (info.Next != 0)
        {
            _frames[info.Next].Previous = block;
        }

        _heads[order] = block;
    }

    private void Remove(uint block, int order)
    {
        ref FrameInfo info = ref _frames[block];
        info.Flags = 0;
        if (info.Previous == 0)
        {
            _heads[order] = info.Next;
        }
        else
        {
            _frames[info.Previous].Next = info.Next;
        }

        if (info.Next != 0)
        {
            _frames[info.Next].Previous = info.Previous;
        }
    }
}
