using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Scheduling;

namespace KernelMm.Folios;

/// <summary>
/// References that are no task's own: those of entries in page tables, of lists, of the page cache. In Linux: <c>folio_ref_add</c>,
/// <c>folio_put_refs</c>.
/// </summary>
internal static class FolioReferences
{
    private const string Kind = "refcount";

    /// <summary>So many more references to a folio that has some.</summary>
    public static void AddRefs(this Folio folio, int references)
    {
        Points.Before(SharedOperation.ReadModifyWrite, Kind, folio.Number);
        if (Atomic.Add(ref folio.Info.RefCount, references) <= references)
        {
            throw HasNoneLeft(folio);
        }
    }

    /// <summary>So many less; the last frees the folio.</summary>
    public static void PutRefs(this Folio folio, int references)
    {
        Machine machine = folio.Machine;
        Points.Before(SharedOperation.ReadModifyWrite, Kind, folio.Number);
        if (Atomic.Add(ref folio.Info.RefCount, -references) == 0)
        {
            FolioRelease.Release(machine, machine.Tasks.Current, folio.Number);
        }
    }

    /// <summary>The task's own reference becomes that of an entry or a list.</summary>
    public static void HandOver(this Folio folio) => folio.Machine.Tasks.Current.FrameReferences--;

    /// <summary>Puts references that lists or entries had, one of each frame, and frees those that had no other; all at once.</summary>
    /// <param name="machine">Where they are.</param>
    /// <param name="frames">The first frames of the folios. What is in the span afterwards means nothing.</param>
    public static void PutAll(Machine machine, Span<uint> frames)
    {
        int last = 0;
        foreach (uint frame in frames)
        {
            Points.Before(SharedOperation.ReadModifyWrite, Kind, frame);
            if (Atomic.Add(ref machine.Frames[frame].RefCount, -1) == 0)
            {
                frames[last++] = frame;
            }
        }

        FolioRelease.ReleaseAll(machine, machine.Tasks.Current, frames[..last]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops HasNoneLeft(Folio folio) =>
        new($"References to folio {folio.Pfn} are taken, which has none left.", folio.Machine.CurrentTask);
}
