using System.Runtime.CompilerServices;

namespace KernelMm.Contracts;

/// <summary>
/// The memory seam over one run of physical memory that lies in one run of this process: an emulator's RAM, a native arena, a
/// mapped raw image. The memory must outlive the value.
/// </summary>
/// <param name="origin">Where the first byte lies in this process.</param>
/// <param name="start">The physical address of the first byte.</param>
/// <param name="length">How many bytes there are.</param>
public readonly unsafe struct LinearMemory(byte* origin, PhysicalAddress start, ByteCount length) : IPageTableMemory
{
    private readonly byte* _origin = origin;
    private readonly ulong _start = start.Value;
    private readonly ulong _length = length.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* TableAt(PhysicalAddress table, ByteCount size)
    {
        // In this order the first comparison is the same at every level of a walk, and the JIT makes it once.
        ulong offset = table.Value - _start;
        return size.Value <= _length && offset <= _length - size.Value ? _origin + offset : null;
    }

    /// <inheritdoc/>
    public PhysicalAddress AddressOf(void* slot) => new(_start + (ulong)((byte*)slot - _origin));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => NativeEntries.ReadOnce(slot);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot) => NativeEntries.ReadOnce(slot);

    /// <inheritdoc/>
    public void WriteOnce(ulong* slot, ulong value) => NativeEntries.WriteOnce(slot, value);

    /// <inheritdoc/>
    public void WriteOnce(uint* slot, uint value) => NativeEntries.WriteOnce(slot, value);

    /// <inheritdoc/>
    public ulong Exchange(ulong* slot, ulong value) => NativeEntries.Exchange(slot, value);

    /// <inheritdoc/>
    public uint Exchange(uint* slot, uint value) => NativeEntries.Exchange(slot, value);

    /// <inheritdoc/>
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) =>
        NativeEntries.CompareExchange(slot, value, comparand);

    /// <inheritdoc/>
    public uint CompareExchange(uint* slot, uint value, uint comparand) =>
        NativeEntries.CompareExchange(slot, value, comparand);

    /// <inheritdoc/>
    public ulong AndNot(ulong* slot, ulong bits) => NativeEntries.AndNot(slot, bits);

    /// <inheritdoc/>
    public uint AndNot(uint* slot, uint bits) => NativeEntries.AndNot(slot, bits);

    /// <inheritdoc/>
    public uint ReadHalf(ulong* slot, EntryHalf half) => NativeEntries.ReadHalf(slot, half);

    /// <inheritdoc/>
    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => NativeEntries.WriteHalf(slot, half, value);
}
