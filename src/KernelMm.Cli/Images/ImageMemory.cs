using System.Runtime.CompilerServices;
using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>
/// The memory seam over an image. Nobody changes an image while it is read, so reading once is reading at all; and nothing
/// promises that its tables are aligned in the file, so they are read as if they were not.
/// </summary>
internal readonly unsafe struct ImageMemory(SegmentMap map) : IPageTableMemory
{
    private readonly SegmentMap _map = map;

    public void* TableAt(PhysicalAddress table, ByteCount size) => _map.Find(table, size);

    public PhysicalAddress AddressOf(void* slot) => _map.AddressOf((byte*)slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => Unsafe.ReadUnaligned<ulong>(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot) => Unsafe.ReadUnaligned<uint>(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadHalf(ulong* slot, EntryHalf half) =>
        Unsafe.ReadUnaligned<uint>((uint*)slot + (half == EntryHalf.Low ? 0 : 1));

    public void WriteOnce(ulong* slot, ulong value) => throw ReadOnly();

    public void WriteOnce(uint* slot, uint value) => throw ReadOnly();

    public ulong Exchange(ulong* slot, ulong value) => throw ReadOnly();

    public uint Exchange(uint* slot, uint value) => throw ReadOnly();

    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => throw ReadOnly();

    public uint CompareExchange(uint* slot, uint value, uint comparand) => throw ReadOnly();

    public ulong AndNot(ulong* slot, ulong bits) => throw ReadOnly();

    public uint AndNot(uint* slot, uint bits) => throw ReadOnly();

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("An image can only be read.");
}
