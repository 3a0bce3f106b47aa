using System.Runtime.InteropServices;

namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Native memory that page tables are built in, table by table.</summary>
internal sealed unsafe class TableMemory : IDisposable
{
    private readonly byte* _origin;
    private readonly PhysicalAddress _start;
    private readonly ulong _length;
    private ulong _used;

    public TableMemory(PhysicalAddress start, int bytes)
    {
        (_start, _length) = (start, (ulong)bytes);
        _origin = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 4096);
        NativeMemory.Clear(_origin, (nuint)bytes);
    }

    public LinearMemory Memory => new(_origin, _start, new ByteCount(_length));

    public ulong Remaining => _length - _used;

    /// <summary>A table of so many bytes, all zero, aligned to its size.</summary>
    public PhysicalAddress Allocate(int bytes)
    {
        ulong size = (ulong)bytes;
        ulong address = (_start.Value + _used + size - 1) & ~(size - 1);
        _used = address + size - _start.Value;
        return _used <= _length ? new PhysicalAddress(address) : throw new InvalidOperationException("The test's table memory is too small.");
    }

    public ulong Read(PhysicalAddress slot, int entryBits) =>
        entryBits == 64 ? *(ulong*)At(slot) : *(uint*)At(slot);

    public void Write(PhysicalAddress slot, ulong entry, int entryBits)
    {
        if (entryBits == 64)
        {
            *(ulong*)At(slot) = entry;
        }
        else
        {
            *(uint*)At(slot) = (uint)entry;
        }
    }

    /// <summary>Whether a whole table lies in this memory.</summary>
    public bool Holds(PhysicalAddress table, int bytes) =>
        table >= _start && table.Value - _start.Value <= _length - (ulong)bytes;

    public void Dispose() => NativeMemory.AlignedFree(_origin);

    private byte* At(PhysicalAddress slot) => _origin + (slot.Value - _start.Value);
}
