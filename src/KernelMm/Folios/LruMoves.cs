using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>What a batch does with its folios. In Linux: the members of <c>struct cpu_fbatches</c>.</summary>
internal enum LruMove
{
    /// <summary>Puts them on a list. In Linux: <c>lru_add</c>.</summary>
    Add,

    /// <summary>Moves them to a list of what is in use. In Linux: <c>lru_activate</c>.</summary>
    Activate,

    /// <summary>Moves them to a list of what is not. In Linux: <c>lru_deactivate</c>.</summary>
    Deactivate,

    /// <summary>Moves them to where what need not be kept is. In Linux: <c>lru_lazyfree</c>.</summary>
    Lazyfree,

    /// <summary>Takes those that a locked mapping has from where they could be reclaimed. In Linux: <c>mlock_fbatch</c>.</summary>
    Mlock,

    /// <summary>Gives those back that no locked mapping has any more. In Linux: the same batch, with another mark.</summary>
    Munlock,
}

/// <summary>The moves themselves, made with the lists' lock held, when all may be different than when they were asked for.</summary>
internal static class LruMoves
{
    public const int Count = 6;

    public static void Carry(LruMove move, LruLists lists, LruVector vector, ref FrameInfo info, uint frame, TaskState current)
    {
        uint flags = Atomic.Read(ref info.Flags);
        bool isMovable = (flags & (uint)FrameFlags.Lru) != 0 && (flags & (uint)FrameFlags.Unevictable) == 0;
        bool isActive = (flags & (uint)FrameFlags.Active) != 0;
        switch (move)
        {
            case LruMove.Add:
                Add(vector, ref info, frame, current);
                break;
            case LruMove.Activate when isMovable && !isActive:
                vector.RemoveLocked(frame);
                Atomic.Or(ref info.Flags, (uint)FrameFlags.Active);
                vector.AddLocked(frame);
                current.Count(Counter.PgActivate, 1UL << info.Order);
                break;
            case LruMove.Deactivate when isMovable && isActive:
                vector.RemoveLocked(frame);
                Atomic.AndNot(ref info.Flags, (uint)(FrameFlags.Active | FrameFlags.Referenced));
                vector.AddLocked(frame);
                current.Count(Counter.PgDeactivate, 1UL << info.Order);
                break;
            case LruMove.Lazyfree when isMovable && (flags & (uint)FrameFlags.SwapBacked) != 0:
                vector.RemoveLocked(frame);
                Atomic.AndNot(ref info.Flags, (uint)(FrameFlags.Active | FrameFlags.Referenced | FrameFlags.SwapBacked));
                vector.AddLocked(frame);
                current.Count(Counter.PgLazyfree, 1UL << info.Order);
                break;
            case LruMove.Mlock:
                MlockMoves.Mlock(vector, ref info, frame, current);
                break;
            case LruMove.Munlock:
                MlockMoves.Munlock(vector, ref info, frame, lists, current);
                break;
            default:
                break;
        }
    }

    // In Linux: lru_add_fn. What was locked in memory meanwhile goes where nothing is reclaimed.
    private static void Add(LruVector vector, ref FrameInfo info, uint frame, TaskState current)
    {
        if ((info.Flags & (uint)FrameFlags.Lru) != 0)
        {
            throw IsOnOne(frame);
        }

        if ((info.Flags & (uint)FrameFlags.Mlocked) != 0)
        {
            MlockMoves.Cull(ref info, current);
        }

        vector.AddLocked(frame);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops IsOnOne(uint frame) => new($"Folio {new Pfn(frame)} is put on a list of reclaim, and is on one already.");
}
