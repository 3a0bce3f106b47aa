using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>
/// Folios to and from the list of what cannot be reclaimed, with that list's lock held. A folio there is in no order, so that what
/// would link it counts the locked mappings that are known to have it. In Linux: <c>mlock_folio_batch</c>.
/// </summary>
internal static class MlockMoves
{
    /// <summary>One more locked mapping has it. In Linux: <c>__mlock_folio</c>.</summary>
    public static void Mlock(LruVector vector, ref FrameInfo info, uint frame, TaskState current)
    {
        uint flags = Atomic.Read(ref info.Flags);
        if ((flags & (uint)FrameFlags.Lru) == 0)
        {
            // Its mark is seen when it comes to a list.
            return;
        }

        bool isLocked = (flags & (uint)FrameFlags.Mlocked) != 0;
        bool isUnevictable = (flags & (uint)FrameFlags.Unevictable) != 0;
        if (isUnevictable && isLocked)
        {
            info.MlockCount++;
        }
        else if (isUnevictable)
        {
            Rescue(vector, ref info, frame, current);
        }
        else if (isLocked)
        {
            vector.RemoveLocked(frame);
            Cull(ref info, current);
            vector.AddLocked(frame);
        }
    }

    /// <summary>One locked mapping less has it; the last one takes the mark away. In Linux: <c>__munlock_folio</c>.</summary>
    public static void Munlock(LruVector vector, ref FrameInfo info, uint frame, LruLists lists, TaskState current)
    {
        uint flags = Atomic.Read(ref info.Flags);
        bool isListed = (flags & (uint)FrameFlags.Lru) != 0;
        bool isUnevictable = (flags & (uint)FrameFlags.Unevictable) != 0;
        if (isListed && isUnevictable && info.MlockCount > 0 && --info.MlockCount > 0)
        {
            return;
        }

        if ((Atomic.AndNot(ref info.Flags, (uint)FrameFlags.Mlocked) & (uint)FrameFlags.Mlocked) != 0)
        {
            lists.CountMlocked(-(1L << info.Order));
            current.Count(isListed || !isUnevictable ? Counter.UnevictablePgMunlocked : Counter.UnevictablePgStranded, 1UL << info.Order);
        }

        if (isListed && isUnevictable)
        {
            Rescue(vector, ref info, frame, current);
        }
    }

    /// <summary>Marks a folio that is on no list as one that cannot be reclaimed.</summary>
    public static void Cull(ref FrameInfo info, TaskState current)
    {
        Atomic.AndNot(ref info.Flags, (uint)FrameFlags.Active);
        Atomic.Or(ref info.Flags, (uint)FrameFlags.Unevictable);
        info.MlockCount = 1;
        current.Count(Counter.UnevictablePgCulled, 1UL << info.Order);
    }

    private static void Rescue(LruVector vector, ref FrameInfo info, uint frame, TaskState current)
    {
        vector.RemoveLocked(frame);
        Atomic.AndNot(ref info.Flags, (uint)FrameFlags.Unevictable);
        vector.AddLocked(frame);
        current.Count(Counter.UnevictablePgRescued, 1UL << info.Order);
    }
}
