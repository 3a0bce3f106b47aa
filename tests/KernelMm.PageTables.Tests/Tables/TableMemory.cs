using System.Runtime.InteropServices;

namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Native memory that page tables are built in, table by table. Big-endian entries are of 64 bits here, and the machine is not.</summary>
internal sealed unsafe class TableMemory : IDisposable
{
    private readonly byte* _origin;
    private readonly PhysicalAddress _start;
    private readonly ulong _length;
    private readonly bool _isBigEndian;
    private ulong _used;

    public TableMemory(PhysicalAddress start, int bytes, bool isBigEndian = false)
    {
        (_start, _length, _isBigEndian) = (start, (ulong)bytes, isBigEndian);
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
        entryBits == 64 ? Ordered(*(ulong*)At(slot)) : *(uint*)At(slot);

    public void Write(PhysicalAddress slot, ulong entry, int entryBits)
    {
        if (entryBits == 64)
        {
            *(ulong*)At(slot) = Ordered(entry);
        }
        else
        {
            *(uint*)At(slot) = (uint)entry;
        }
    }

    /// <summary>Fills a table's entries.</summary>
    public void Fill(PhysicalAddress table, int entries, ulong entry, int entryBits)
    {
        for (int index = 0; entry != 0 && index < entries; index++)
        {
            Write(new(table.Value + (ulong)(index * entryBits / 8)), entry, entryBits);
        }
    }

    /// <summary>Whether a whole table lies in this memory.</summary>
    public bool Holds(PhysicalAddress table, int bytes) =>
        table >= _start && table.Value - _start.Value <= _length - (ulong)bytes;

    public void Dispose() => NativeMemory.AlignedFree(_origin);

    private ulong Ordered(ulong entry) => _isBigEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(entry) : entry;

    private byte* At(PhysicalAddress slot) => _origin + (slot.Value - _start.Value);
}
