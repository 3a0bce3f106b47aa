using KernelMm.Physical;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// The lock of a folio: one bit of its flags, whose waiters sleep. Another task than the one that took it may give it back, as the
/// end of a read does. In Linux: <c>PG_locked</c>.
/// </summary>
public sealed class FolioLock
{
    private const string Kind = "folio lock";

    private readonly Machine _machine;

    internal FolioLock(Machine machine) => _machine = machine;

    /// <summary>Takes it, sleeping until it is free. In Linux: <c>folio_lock</c>.</summary>
    [MaySleep, Acquires(HeldResource.FolioLock)]
    public void Lock(Frame frame)
    {
        TaskState current = _machine.Tasks.Current;
        current.MightSleep();
        Points.Before(SharedOperation.Acquire, Kind, frame.Pfn.Value);
        while (!TryTake(ref _machine.Frames.Of(frame), current))
        {
            current.Count(Counter.LockWaits);
            _machine.Lot.WaitWhile(new BitIsSet(_machine.Frames, (uint)frame.Pfn.Value), new SharedObject(Kind, frame.Pfn.Value));
        }

        Points.Took(Kind, frame.Pfn.Value, tried: false);
    }

    /// <summary>Takes it where that needs no waiting. In Linux: <c>folio_trylock</c>.</summary>
    [Acquires(HeldResource.FolioLock)]
    public bool Trylock(Frame frame)
    {
        TaskState current = _machine.Tasks.Current;
        Points.Before(SharedOperation.TryAcquire, Kind, frame.Pfn.Value);
        ref FrameInfo info = ref _machine.Frames.Of(frame);
        if (!Points.Injected(ChoiceKind.TrylockFailure) && TryTake(ref info, current))
        {
            Points.Took(Kind, frame.Pfn.Value, tried: true);
            return true;
        }

        current.Count(Counter.TrylockFailures);
        return false;
    }

    /// <summary>Gives it back. In Linux: <c>folio_unlock</c>.</summary>
    [Releases(HeldResource.FolioLock)]
    public void Unlock(Frame frame)
    {
        TaskState current = _machine.Tasks.Current;
        Points.Before(SharedOperation.Release, Kind, frame.Pfn.Value);
        ref FrameInfo info = ref _machine.Frames.Of(frame);
        info.LockedBy = 0;
        if ((Interlocked.And(ref info.Flags, ~(uint)FrameFlags.Locked) & (uint)FrameFlags.Locked) == 0)
        {
            throw new Oops($"Task {current.Id} gives back the lock of folio {frame.Pfn}, which nobody holds.", current.Id);
        }

        current.FoliosLocked--;
        Points.GaveBack(Kind, frame.Pfn.Value);
        _machine.Lot.Wake(Kind, frame.Pfn.Value);
    }

    /// <summary>Whether somebody holds it. In Linux: <c>folio_test_locked</c>.</summary>
    public bool IsLocked(Frame frame)
    {
        Points.Before(SharedOperation.Read, Kind, frame.Pfn.Value);
        return (Volatile.Read(ref _machine.Frames.Of(frame).Flags) & (uint)FrameFlags.Locked) != 0;
    }

    private static bool TryTake(ref FrameInfo info, TaskState current)
    {
        if ((Interlocked.Or(ref info.Flags, (uint)FrameFlags.Locked) & (uint)FrameFlags.Locked) != 0)
        {
            return false;
        }

        info.LockedBy = current.Id;
        current.FoliosLocked++;
        return true;
    }

    private readonly struct BitIsSet(FrameTable frames, uint frame) : IWaitCondition
    {
        public bool MustWait => (Volatile.Read(ref frames[frame].Flags) & (uint)FrameFlags.Locked) != 0;

        public int Holder => Volatile.Read(ref frames[frame].LockedBy);
    }
}
