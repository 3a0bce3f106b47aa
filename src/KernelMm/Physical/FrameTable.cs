using System.Runtime.CompilerServices;
using KernelMm.Locking;

namespace KernelMm.Physical;

/// <summary>What the machine knows of every frame, in one flat array. In Linux: <c>mem_map</c>.</summary>
internal sealed unsafe class FrameTable : IDisposable
{
    private readonly ulong _count;
    private readonly TaskTable _tasks;
    private readonly HostMemory _memory;

    // The frames from the first to the last of these may be other than new.
    private int _firstTouched = int.MaxValue;
    private int _lastTouched = -1;
    private FrameInfo* _frames;

    /// <summary>So many frames, all of them new.</summary>
    public FrameTable(FrameCount count, TaskTable tasks)
    {
        (_count, _tasks) = (count.Value, tasks);
        bool isLarge = HostHugePages.AreWorthwhile(new ByteCount(_count << PageShift));
        _memory = new HostMemory(new ByteCount(_count * (ulong)sizeof(FrameInfo)), isLarge);
        _frames = (FrameInfo*)_memory.First;
    }

    /// <summary>The frame of this number, which must exist.</summary>
    public ref FrameInfo this[uint frame]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _frames[frame];
    }

    /// <summary>How many there are.</summary>
    public uint Count => (uint)_count;

    /// <summary>Whether there is memory at this address.</summary>
    public bool Contains(PhysicalAddress address) => address.Value >> PageShift < _count;

    /// <summary>The frame at this address, at which there must be memory.</summary>
    public FrameInfo* At(PhysicalAddress address) => _frames + (address.Value >> PageShift);

    /// <summary>The number of the frame whose metadata this pointer points into, or null.</summary>
    public uint? FrameOf(void* inside)
    {
        nuint offset = (nuint)((byte*)inside - (byte*)_frames);
        nuint frame = offset / (nuint)sizeof(FrameInfo);
        return frame < _count ? (uint)frame : null;
    }

    /// <summary>The frame that a handle means, which must not have been freed since.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FrameInfo Of(Frame handle)
    {
        FrameInfo* info = _frames + handle.Pfn.Value;
        if (handle.Pfn.Value >= _count
            || Atomic.Read(ref info->Generation) != handle.Generation
            || (Atomic.Read(ref info->Flags) & (uint)FrameFlags.Allocated) == 0)
        {
            ThrowMisused(handle);
        }

        return ref *info;
    }

    /// <summary>Has what is known of a frame come into the caches, if there is such a frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(Pfn frame)
    {
        if (frame.Value < _count)
        {
            HostCaches.Prefetch((byte*)(_frames + frame.Value));
        }
    }

    /// <summary>Notes that something is about to be done with these frames, for <see cref="Reset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(uint first, int order)
    {
        int last = (int)(first + (1u << order) - 1);
        if ((int)first < _firstTouched || last > _lastTouched)
        {
            Widen((int)first, last);
        }
    }

    /// <summary>Makes all frames new.</summary>
    /// <param name="arena">The frames' contents, which become zero.</param>
    public void Reset(Arena arena)
    {
        if (_lastTouched >= 0)
        {
            int touched = _lastTouched - _firstTouched + 1;
            new Span<FrameInfo>(_frames + _firstTouched, touched).Clear();
            arena.Clear((uint)_firstTouched, (uint)touched);
        }

        (_firstTouched, _lastTouched) = (int.MaxValue, -1);
    }

    /// <summary>Who freed a frame last.</summary>
    public FreeRecord FreeRecordOf(uint frame)
    {
        ref FrameInfo info = ref this[frame];
        return new FreeRecord(new Pfn(frame), info.FreedBy, info.FreedAt, (info.Flags & (uint)FrameFlags.Allocated) != 0);
    }

    public Oops UsedAfterFree(uint frame, TaskState current, string what)
    {
        if (this[frame].Generation == 0)
        {
            return new Oops($"{what} by task {current.Id}, but nobody ever allocated frame 0x{frame:x}.", current.Id);
        }

        FreeRecord freed = FreeRecordOf(frame);
        return new Oops($"{what} by task {current.Id}, but {freed}.", current.Id, freed);
    }

    // Asks for the task itself: what is handed to it is made ready at every use of a frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowMisused(Frame handle)
    {
        TaskState current = _tasks.Current;
        throw handle.Pfn.Value >= _count
            ? new Oops($"Task {current.Id} uses frame {handle.Pfn}, but there is no such memory.", current.Id)
            : UsedAfterFree((uint)handle.Pfn.Value, current, "A handle of the frame was used");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Widen(int first, int last)
    {
        Atomic.Lower(ref _firstTouched, first);
        Atomic.Raise(ref _lastTouched, last);
    }

    public void Dispose()
    {
        _memory.Dispose();
        _frames = null;
    }
}
