using KernelMm.Folios;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Physical;

/// <summary>The references and mappings of frames, by handles whose generation is checked at every use.</summary>
public sealed class References
{
    private const string RefCountKind = "refcount";
    private const string MapCountKind = "mapcount";

    private readonly Machine _machine;

    internal References(Machine machine) => _machine = machine;

    /// <summary>One more reference to a frame that has some. In Linux: <c>folio_get</c>.</summary>
    [Acquires(HeldResource.FolioReference)]
    public void FolioGet(Frame frame)
    {
        TaskState current = _machine.Tasks.Current;
        Points.Before(SharedOperation.ReadModifyWrite, RefCountKind, frame.Pfn.Value);
        if (Atomic.Add(ref _machine.Frames.Of(frame).RefCount, 1) <= 1)
        {
            throw new Oops($"Task {current.Id} takes a reference to frame {frame.Pfn}, which has none left.", current.Id);
        }

        current.FrameReferences++;
    }

    /// <summary>
    /// One more reference, unless the last has gone. The frame may have been freed and handed out again: the caller looks again
    /// whether it still is what it wanted. In Linux: <c>folio_try_get</c>.
    /// </summary>
    /// <param name="pfn">A frame that there is memory for.</param>
    /// <returns>The frame as it is while the reference lasts, or null.</returns>
    public Frame? FolioTryGet(Pfn pfn)
    {
        TaskState current = _machine.Tasks.Current;
        Points.Before(SharedOperation.ReadModifyWrite, RefCountKind, pfn.Value);
        ref FrameInfo info = ref _machine.Frames[(uint)pfn.Value];
        int seen = Atomic.Read(ref info.RefCount);
        while (seen > 0)
        {
            int found = Atomic.CompareExchange(ref info.RefCount, seen + 1, seen);
            if (found == seen)
            {
                current.FrameReferences++;
                return new Frame(pfn, info.Generation);
            }

            seen = found;
        }

        return null;
    }

    /// <summary>One reference less; the last frees the frame. In Linux: <c>folio_put</c>.</summary>
    [Releases(HeldResource.FolioReference)]
    public void FolioPut(Frame frame)
    {
        TaskState current = _machine.Tasks.Current;
        Points.Before(SharedOperation.ReadModifyWrite, RefCountKind, frame.Pfn.Value);
        ref FrameInfo info = ref _machine.Frames.Of(frame);
        current.FrameReferences--;
        if (Atomic.Add(ref info.RefCount, -1) == 0)
        {
            FolioRelease.Release(_machine, current, (uint)frame.Pfn.Value);
        }
    }

    /// <summary>How many references there are. In Linux: <c>folio_ref_count</c>.</summary>
    public int FolioRefCount(Frame frame)
    {
        Points.Before(SharedOperation.Read, RefCountKind, frame.Pfn.Value);
        return Atomic.Read(ref _machine.Frames.Of(frame).RefCount);
    }

    /// <summary>How many entries map it. In Linux: <c>folio_mapcount</c>.</summary>
    public int FolioMapCount(Frame frame)
    {
        Points.Before(SharedOperation.Read, MapCountKind, frame.Pfn.Value);
        return Atomic.Read(ref _machine.Frames.Of(frame).MapCount) + 1;
    }

    /// <summary>
    /// <see cref="AddToMapCount"/> for an anonymous frame that is, or was until now, one address space's own: its only entry is in the
    /// table whose lock is held, so nobody else counts, and the step need not be atomic.
    /// </summary>
    /// <param name="info">What is known of the frame.</param>
    /// <param name="frame">Its number.</param>
    /// <param name="entries">By how many.</param>
    internal void AddToMapCountOfExclusive(ref FrameInfo info, uint frame, int entries)
    {
        Points.Before(SharedOperation.ReadModifyWrite, MapCountKind, frame);
        int sum = info.MapCount + entries;
        if (sum < -1)
        {
            throw UnmappedTooOften(new Pfn(frame));
        }

        Atomic.Write(ref info.MapCount, sum);
    }

    /// <summary>One entry more, or less, maps it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="entries">By how many.</param>
    /// <returns>How many do now.</returns>
    public int AddToMapCount(Frame frame, int entries)
    {
        Points.Before(SharedOperation.ReadModifyWrite, MapCountKind, frame.Pfn.Value);
        int mapped = Atomic.Add(ref _machine.Frames.Of(frame).MapCount, entries) + 1;
        return mapped >= 0 ? mapped : throw UnmappedTooOften(frame.Pfn);
    }

    private Oops UnmappedTooOften(Pfn frame)
    {
        int id = _machine.Tasks.Current.Id;
        return new Oops($"Task {id} unmaps frame {frame} once more than it was mapped.", id);
    }
}
