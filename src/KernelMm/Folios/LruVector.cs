using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>
/// The lists of one node. Their lock is one of the machine's own: what happens under it is one step for everybody else. In Linux:
/// <c>struct lruvec</c> and its <c>lru_lock</c>.
/// </summary>
internal sealed class LruVector(FrameTable frames, ParkingLot lot, ulong id)
{
    private readonly RawSpinlock _spinlock = new(lot, id);
    private readonly uint[] _heads = new uint[Enum.GetValues<LruList>().Length];
    private readonly long[] _pages = new long[Enum.GetValues<LruList>().Length];

    /// <summary>How many pages are on a list. In Linux: <c>lruvec_page_state</c>.</summary>
    public long Pages(LruList list)
    {
        _spinlock.Lock();
        long pages = _pages[(int)list];
        _spinlock.Unlock();
        return pages;
    }

    public void Lock() => _spinlock.Lock();

    public void Unlock() => _spinlock.Unlock();

    public void Reset()
    {
        _spinlock.Reset();
        Array.Clear(_heads);
        Array.Clear(_pages);
    }

    /// <summary>Takes a folio off its list.</summary>
    public void Remove(uint frame)
    {
        _spinlock.Lock();
        if ((frames[frame].Flags & (uint)FrameFlags.Lru) != 0)
        {
            RemoveLocked(frame);
        }

        _spinlock.Unlock();
    }

    /// <summary>Takes a folio off its list, the lock being held. In Linux: <c>lruvec_del_folio</c>.</summary>
    public void RemoveLocked(uint frame)
    {
        ref FrameInfo info = ref frames[frame];
        Unlist(ref info);
        Atomic.AndNot(ref info.Flags, (uint)FrameFlags.Lru);
    }

    /// <summary>
    /// The same for one that has no reference left: nobody else changes its flags any more, so that the step need not be atomic. In Linux:
    /// <c>__page_cache_release</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveFreedLocked(uint frame)
    {
        ref FrameInfo info = ref frames[frame];
        Unlist(ref info);
        Atomic.Write(ref info.Flags, info.Flags & ~(uint)FrameFlags.Lru);
    }

    private void Unlist(ref FrameInfo info)
    {
        LruList list = ListOf(info.Flags);
        if (list != LruList.Unevictable)
        {
            Unlink((int)list, ref info);
        }

        _pages[(int)list] -= 1L << info.Order;
    }

    /// <summary>
    /// Puts a folio at the head of the list that its flags say, the lock being held; that of what cannot be reclaimed is a count only. In
    /// Linux: <c>lruvec_add_folio</c>.
    /// </summary>
    public void AddLocked(uint frame)
    {
        ref FrameInfo info = ref frames[frame];
        LruList list = ListOf(info.Flags);
        if (list != LruList.Unevictable)
        {
            Link((int)list, ref info, frame);
        }

        _pages[(int)list] += 1L << info.Order;
        Atomic.Or(ref info.Flags, (uint)FrameFlags.Lru);
    }

    private void Link(int list, ref FrameInfo info, uint frame)
    {
        (info.Previous, info.Next) = (0, _heads[list]);
        if (info.Next != 0)
        {
            frames[info.Next].Previous = frame;
        }

        _heads[list] = frame;
    }

    private void Unlink(int list, ref FrameInfo info)
    {
        if (info.Previous == 0)
        {
            _heads[list] = info.Next;
        }
        else
        {
            frames[info.Previous].Next = info.Next;
        }

        if (info.Next != 0)
        {
            frames[info.Next].Previous = info.Previous;
        }
    }

    /// <summary>The list that a folio with these flags is on, or would be. In Linux: <c>folio_lru_list</c>.</summary>
    public static LruList ListOf(uint flags)
    {
        if ((flags & (uint)FrameFlags.Unevictable) != 0)
        {
            return LruList.Unevictable;
        }

        bool isActive = (flags & (uint)FrameFlags.Active) != 0;
        return (flags & (uint)FrameFlags.SwapBacked) != 0
            ? isActive ? LruList.ActiveAnon : LruList.InactiveAnon
            : isActive ? LruList.ActiveFile : LruList.InactiveFile;
    }
}
