using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Scheduling;

namespace KernelMm;

/// <content>
/// The memory seam: before each operation on a slot stand a scheduling point and the check that the slot still is one. Slots
/// outside of physical memory are private copies, and nobody else's business.
/// </content>
public readonly unsafe partial struct Mm
{
    // No process has anything below it, so what points there is null, or was null before something was added.
    private static byte* LowestCopy => (byte*)0x10000;

    /// <inheritdoc/>
    public void* TableAt(PhysicalAddress table, ByteCount size)
    {
        Machine machine = _mm.Machine;
        if (size.Value > machine.MemoryBytes || table.Value > machine.MemoryBytes - size.Value)
        {
            return null;
        }

        Frame frame = machine.Tables.Of(table);
        TaskState current = machine.Tasks.Current;
        if (current.RcuDepth != 0)
        {
            current.Mapped.Remember((uint)frame.Pfn.Value, frame.Generation, current.RcuDepth);
        }

        return machine.Origin + table.Value;
    }

    /// <inheritdoc/>
    public PhysicalAddress AddressOf(void* slot) => new((ulong)((byte*)slot - _mm.Machine.Origin));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot)
    {
        BeforeRead(slot);
        return NativeEntries.ReadOnce(slot);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot)
    {
        BeforeRead(slot);
        return NativeEntries.ReadOnce(slot);
    }

    /// <inheritdoc/>
    public void WriteOnce(ulong* slot, ulong value)
    {
        BeforeWrite(slot, SharedOperation.Write, value);
        NativeEntries.WriteOnce(slot, value);
    }

    /// <inheritdoc/>
    public void WriteOnce(uint* slot, uint value)
    {
        BeforeWrite(slot, SharedOperation.Write, value);
        NativeEntries.WriteOnce(slot, value);
    }

    /// <inheritdoc/>
    public ulong Exchange(ulong* slot, ulong value)
    {
        BeforeWrite(slot, SharedOperation.ReadModifyWrite, value);
        return NativeEntries.Exchange(slot, value);
    }

    /// <inheritdoc/>
    public uint Exchange(uint* slot, uint value)
    {
        BeforeWrite(slot, SharedOperation.ReadModifyWrite, value);
        return NativeEntries.Exchange(slot, value);
    }

    /// <inheritdoc/>
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand)
    {
        // Where the comparison fails nothing is written, so a late try against a detached table, which is empty, is lawful.
        BeforeWrite(slot, SharedOperation.ReadModifyWrite, comparand == 0 ? value : 0);
        return NativeEntries.CompareExchange(slot, value, comparand);
    }

    /// <inheritdoc/>
    public uint CompareExchange(uint* slot, uint value, uint comparand)
    {
        BeforeWrite(slot, SharedOperation.ReadModifyWrite, comparand == 0 ? value : 0);
        return NativeEntries.CompareExchange(slot, value, comparand);
    }

    /// <inheritdoc/>
    public ulong AndNot(ulong* slot, ulong bits)
    {
        BeforeWrite(slot, SharedOperation.ReadModifyWrite, 0);
        return NativeEntries.AndNot(slot, bits);
    }

    /// <inheritdoc/>
    public uint AndNot(uint* slot, uint bits)
    {
        BeforeWrite(slot, SharedOperation.ReadModifyWrite, 0);
        return NativeEntries.AndNot(slot, bits);
    }

    /// <inheritdoc/>
    public uint ReadHalf(ulong* slot, EntryHalf half)
    {
        BeforeRead(slot);
        return NativeEntries.ReadHalf(slot, half);
    }

    /// <inheritdoc/>
    public void WriteHalf(ulong* slot, EntryHalf half, uint value)
    {
        BeforeWrite(slot, SharedOperation.Write, value);
        NativeEntries.WriteHalf(slot, half, value);
    }

    /// <summary>What stands before each change of a slot, without a point: for who holds the lock of the slot's table and goes through many.</summary>
    internal void CheckIsAttached(void* slot)
    {
        Machine machine = _mm.Machine;
        ulong offset = (ulong)((byte*)slot - machine.Origin);
        if (offset < machine.MemoryBytes)
        {
            machine.Tables.BeforeWrite((uint)(offset >> PageShift), bits: ~0UL);
        }
        else if (slot < LowestCopy)
        {
            ThrowNull();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeforeRead(void* slot)
    {
        Machine machine = _mm.Machine;
        ulong offset = (ulong)((byte*)slot - machine.Origin);
        if (offset < machine.MemoryBytes)
        {
            Points.BeforeSlot(SharedOperation.Read, TableFrames.SlotKind, offset);
            machine.Tables.BeforeRead((uint)(offset >> PageShift));
        }
        else if (slot < LowestCopy)
        {
            ThrowNull();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeforeWrite(void* slot, SharedOperation operation, ulong bits)
    {
        Machine machine = _mm.Machine;
        ulong offset = (ulong)((byte*)slot - machine.Origin);
        if (offset < machine.MemoryBytes)
        {
            Points.BeforeSlot(operation, TableFrames.SlotKind, offset);
            machine.Tables.BeforeWrite((uint)(offset >> PageShift), bits);
        }
        else if (slot < LowestCopy)
        {
            ThrowNull();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowNull()
    {
        int id = _mm.Machine.Tasks.Current.Id;
        throw new Oops($"Task {id} uses the null map: the map had failed, and its result was not tested.", id);
    }
}
