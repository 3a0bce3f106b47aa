using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Scheduling;
using KernelMm.Tlb;

namespace KernelMm.Cpus;

/// <content>One instruction: translation and access, with no interrupt between them.</content>
public sealed partial class Cpu
{
    private const string MemoryKind = "memory";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Execute(VirtualAddress address, Access access, ref ulong value)
    {
        TaskState current = Enter();
        if (Loaded is not { } mm)
        {
            throw NothingIsLoaded(current);
        }

        nuint flags = _machine.Interrupts.LocalIrqSave(current);
        try
        {
            ref TlbEntry entry = ref Translate(current, mm, address, access);
            if (Unsafe.IsNullRef(ref entry))
            {
                current.Count(Counter.Faults);
                return false;
            }

            Touch(current, entry, entry.Page + (address - entry.Start), access, ref value);
            return true;
        }
        finally
        {
            _machine.Interrupts.LocalIrqRestore(current, flags);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref TlbEntry Translate(TaskState current, Mm mm, VirtualAddress address, Access access)
    {
        ref TlbEntry entry = ref Tlb.Find(mm.Id, address);
        if (!Unsafe.IsNullRef(ref entry))
        {
            CheckNotDue(current, entry, address);
            if (Mmu.Allows(entry.Rights, access) && (access != Access.Write || entry.IsDirty))
            {
                current.Count(Counter.TlbHits);
                return ref entry;
            }

            // Hardware asks the tables before it faults, and before it writes for the first time; what it finds replaces the entry.
            entry.Tag = 0;
        }

        return ref TranslateByTables(current, mm, address, access);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref TlbEntry TranslateByTables(TaskState current, Mm mm, VirtualAddress address, Access access)
    {
        current.Count(Counter.TlbMisses);
        current.Ahead.Prefetch();
        ulong began = _machine.Clock.Now;
        if (Mmu.Walk(mm, address, access, out Translation walked))
        {
            return ref Tlb.Insert(mm.Id, address, walked, began);
        }

        LastFault = new PageFault(address, access, walked.Result, walked.Entry, walked.IsMapped && Mmu.Allows(walked.Rights, access));
        return ref Unsafe.NullRef<TlbEntry>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Touch(TaskState current, in TlbEntry entry, PhysicalAddress address, Access access, ref ulong value)
    {
        Points.Before(access == Access.Write ? SharedOperation.Write : SharedOperation.Read, MemoryKind, address.Value);
        CheckFrame(current, entry, address);
        ulong* word = (ulong*)(_machine.Origin + address.Value);
        if (access == Access.Write)
        {
            NativeEntries.WriteOnce(word, value);
        }
        else
        {
            value = NativeEntries.ReadOnce(word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckNotDue(TaskState current, in TlbEntry entry, VirtualAddress address)
    {
        if (entry.DueBy != 0)
        {
            throw Stale(current, entry, address);
        }
    }

    // What the entry was made from is older than the moment the frame was last freed: somebody freed it without flushing first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckFrame(TaskState current, in TlbEntry entry, PhysicalAddress address)
    {
        if (!_machine.Frames.Contains(address))
        {
            throw NoMemoryThere(current, address);
        }

        uint frame = (uint)(address.Value >> PageShift);
        ref FrameInfo info = ref _machine.Frames[frame];
        if (info.FreedAt > entry.InsertedAt || (Atomic.Read(ref info.Flags) & (uint)FrameFlags.Allocated) == 0)
        {
            throw UsedAfterFree(current, entry, frame);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Oops NothingIsLoaded(TaskState current) =>
        new($"Task {current.Id} uses CPU {Number}, which has no address space loaded.", current.Id);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Oops Stale(TaskState current, in TlbEntry entry, VirtualAddress address) =>
        new($"Task {current.Id} on CPU {Number} uses a stale TLB entry for {address}: task {entry.DueBy} said at tick {entry.DueAt} that it had to be flushed by then.", current.Id);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Oops NoMemoryThere(TaskState current, PhysicalAddress address) =>
        new($"Task {current.Id} on CPU {Number} reaches {address}, where there is no memory.", current.Id);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Oops UsedAfterFree(TaskState current, in TlbEntry entry, uint frame) => _machine.Frames.UsedAfterFree(
        frame, current, $"CPU {Number}'s TLB, whose entry is from tick {entry.InsertedAt}, was used to reach frame 0x{frame:x}");
}
