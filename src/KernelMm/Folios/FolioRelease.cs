using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>The end of a folio: it leaves its list and its account, and the frames are free. In Linux: <c>__folio_put</c>, <c>folios_put_refs</c>.</summary>
internal static class FolioRelease
{
    /// <summary>Frees a folio whose last reference was put.</summary>
    public static void Release(Machine machine, TaskState current, uint frame)
    {
        ref FrameInfo info = ref machine.Frames[frame];
        CheckIsUnmapped(ref info, current, frame);
        if ((Atomic.Read(ref info.Flags) & (uint)FrameFlags.Lru) != 0)
        {
            machine.Lru.VectorOf(frame).Remove(frame);
        }

        ClearMlocked(machine, current, ref info);
        Uncharge(machine, ref info);
        machine.PageAllocator.Free(current, frame, info.Order);
    }

    /// <summary>Frees folios whose last references were put.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ReleaseAll(Machine machine, TaskState current, Span<uint> frames)
    {
        machine.Lru.RemoveAll(frames);
        int small = 0;
        foreach (uint frame in frames)
        {
            ref FrameInfo info = ref machine.Frames[frame];
            CheckIsUnmapped(ref info, current, frame);
            ClearMlocked(machine, current, ref info);
            Uncharge(machine, ref info);
            if (info.Order == 0)
            {
                frames[small++] = frame;
            }
            else
            {
                machine.PageAllocator.Free(current, frame, info.Order);
            }
        }

        machine.PageAllocator.FreeAll(current, frames[..small]);
    }

    // Whoever unmapped it last may not have come to unlock it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearMlocked(Machine machine, TaskState current, ref FrameInfo info)
    {
        if ((info.Flags & (uint)FrameFlags.Mlocked) != 0)
        {
            machine.Lru.CountMlocked(-(1L << info.Order));
            current.Count(Counter.UnevictablePgCleared, 1UL << info.Order);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Uncharge(Machine machine, ref FrameInfo info)
    {
        if (info.Memcg != 0)
        {
            machine.MemCgroups.Of(info.Memcg)!.Uncharge(1L << info.Order);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckIsUnmapped(ref FrameInfo info, TaskState current, uint frame)
    {
        if (Atomic.Read(ref info.MapCount) >= 0)
        {
            throw IsMapped(info, current, frame);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops IsMapped(in FrameInfo info, TaskState current, uint frame) =>
        new($"The last reference to frame {new Pfn(frame)} is put by task {current.Id} while {info.MapCount + 1} entries map it.", current.Id);
}
