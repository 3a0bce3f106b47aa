using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Physical;

/// <summary>
/// The frames that hold page tables, and what may be done to a slot in them: none in a frame that was freed, or freed and handed
/// out again, or that holds no table; nothing but none is written into a table that no slot points to any more.
/// </summary>
internal sealed unsafe class TableFrames(Machine machine, FrameTable frames)
{
    /// <summary>What a slot is called for an explorer: its number is its physical address.</summary>
    public const string SlotKind = "entry";

    private const uint Kinds = (uint)(FrameFlags.Allocated | FrameFlags.Table | FrameFlags.Detached);
    private const uint Attached = (uint)(FrameFlags.Allocated | FrameFlags.Table);
    private const uint Suspect = (uint)FrameFlags.Remembered;

    /// <summary>A zeroed table, or null where no memory is left.</summary>
    /// <param name="level">What slots it has.</param>
    /// <param name="owner">The number of the address space.</param>
    /// <param name="gfp">How to allocate.</param>
    public PhysicalAddress? Alloc(PageTableLevel level, int owner, Gfp gfp)
    {
        if (machine.PageAllocator.AllocPages(gfp | Gfp.Zero) is not { } frame)
        {
            return null;
        }

        ref FrameInfo info = ref frames[(uint)frame.Pfn.Value];
        (info.Level, info.Owner) = ((byte)level, owner);
        FrameFlags remembered = machine.Tasks.HaveMapped((uint)frame.Pfn.Value) ? FrameFlags.Remembered : FrameFlags.None;
        Atomic.Or(ref info.Flags, (uint)(FrameFlags.Table | remembered));

        // The reference is the address space's from now on, whoever frees the table.
        machine.Tasks.Current.FrameReferences--;
        return frame.Address;
    }

    /// <summary>The frame of a table as it is now, which must be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Frame Of(PhysicalAddress table)
    {
        uint frame = (uint)(table.Value >> PageShift);
        if (!frames.Contains(table))
        {
            throw NoMemory(table);
        }

        uint generation = Atomic.Read(ref frames[frame].Generation);
        if ((Atomic.Read(ref frames[frame].Flags) & Attached) != Attached)
        {
            throw Misused(frame);
        }

        return new Frame(new Pfn(frame), generation);
    }

    /// <summary>Frees a table, at once: nobody may look at it any more.</summary>
    public void Free(Frame table)
    {
        Points.BeforeFrame(SharedOperation.Write, table.Pfn.Value);
        machine.Tasks.Current.FrameReferences++;
        machine.PageAllocator.FreePages(table);
    }

    /// <summary>Says that no slot points to a table any more. It must be empty, as late readers may look at it, and stay so.</summary>
    public void Detach(Frame table)
    {
        ref FrameInfo info = ref frames.Of(table);
        if ((Atomic.Or(ref info.Flags, (uint)FrameFlags.Detached) & (uint)FrameFlags.Detached) != 0)
        {
            int id = machine.Tasks.Current.Id;
            throw new Oops($"Task {id} frees page table {table.Address} after a grace period, as somebody did already.", id);
        }

        CheckIsEmpty(table);
    }

    /// <summary>A detached table is an oops where an entry of it is not none.</summary>
    public void CheckIsEmpty(Frame table)
    {
        int place = machine.Arena.Bytes((uint)table.Pfn.Value, 0).IndexOfAnyExcept((byte)0);
        if (place >= 0)
        {
            int id = machine.Tasks.Current.Id;
            throw new Oops($"Page table {table.Address} is detached, but its entry {place / sizeof(ulong)} is not none; task {id} noticed.", id);
        }
    }

    /// <summary>Stands before a read of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeforeRead(uint frame)
    {
        uint flags = Atomic.Read(ref frames[frame].Flags) & (Attached | Suspect);
        if (flags != Attached && (flags != (Attached | Suspect) || IsOfAnotherTime(frame)))
        {
            throw Misused(frame);
        }
    }

    /// <summary>Stands before a change of a slot.</summary>
    /// <param name="frame">The frame the slot is in.</param>
    /// <param name="bits">The bits that are written and not none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeforeWrite(uint frame, ulong bits)
    {
        uint flags = Atomic.Read(ref frames[frame].Flags) & (Kinds | Suspect);
        if (flags != Attached && !IsWritable(frame, flags, bits))
        {
            throw Misused(frame);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsWritable(uint frame, uint flags, ulong bits) =>
        ((flags & Kinds) == Attached || ((flags & Kinds) == Kinds && bits == 0))
        && ((flags & Suspect) == 0 || !IsOfAnotherTime(frame));

    // Whether the frame has changed hands since the task mapped it. It need not be asked of a frame that nobody had mapped when it
    // last became a table: who maps it from then on sees it as it is.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsOfAnotherTime(uint frame) =>
        machine.Tasks.Current.Mapped.GenerationOf(frame) is { } mapped && mapped != frames[frame].Generation;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Oops NoMemory(PhysicalAddress table)
    {
        int id = machine.Tasks.Current.Id;
        return new Oops($"Task {id} takes {table} for a page table, but there is no memory.", id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Oops Misused(uint frame)
    {
        TaskState current = machine.Tasks.Current;
        uint flags = frames[frame].Flags & Kinds;
        if ((flags & (uint)FrameFlags.Allocated) == 0 || current.Mapped.GenerationOf(frame) is { } mapped && mapped != frames[frame].Generation)
        {
            return frames.UsedAfterFree(frame, current, $"A slot of the page table in frame 0x{frame:x} was touched");
        }

        return flags == Kinds
            ? new Oops($"Task {current.Id} writes an entry into the page table in frame 0x{frame:x}, which is detached and must stay empty.", current.Id)
            : new Oops($"Task {current.Id} touches a slot in frame 0x{frame:x}, which holds no page table.", current.Id);
    }
}
