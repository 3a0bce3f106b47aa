using System.Runtime.CompilerServices;

namespace KernelMm.Cpus;

/// <summary>
/// Page tables as the hardware walks them: each slot is read through the address space's seam, and remembered. Or what an earlier
/// walk read, in its order.
/// </summary>
internal readonly unsafe struct WalkMemory(Mm mm, WalkTrace* trace, WalkTrace* seen = null) : IPageTableMemory
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* TableAt(PhysicalAddress table, ByteCount size)
    {
        Machine machine = mm.Machine;
        return size.Value <= machine.MemoryBytes && table.Value <= machine.MemoryBytes - size.Value ? machine.Origin + table.Value : null;
    }

    public PhysicalAddress AddressOf(void* slot) => mm.AddressOf(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot)
    {
        ulong value = seen is null ? mm.ReadOnce(slot) : seen->Value(trace->Levels);
        trace->Add(slot, value);
        return value;
    }

    public uint ReadOnce(uint* slot) => throw Unused();

    public uint ReadHalf(ulong* slot, EntryHalf half) => throw Unused();

    public void WriteOnce(ulong* slot, ulong value) => throw Unused();

    public void WriteOnce(uint* slot, uint value) => throw Unused();

    public ulong Exchange(ulong* slot, ulong value) => throw Unused();

    public uint Exchange(uint* slot, uint value) => throw Unused();

    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => throw Unused();

    public uint CompareExchange(uint* slot, uint value, uint comparand) => throw Unused();

    public ulong AndNot(ulong* slot, ulong bits) => throw Unused();

    public uint AndNot(uint* slot, uint bits) => throw Unused();

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => throw Unused();

    private static InvalidOperationException Unused() => new("A hardware walk reads whole 64-bit entries, and nothing else.");
}
