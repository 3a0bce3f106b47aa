using System.Runtime.CompilerServices;

namespace KernelMm.Contracts;

/// <summary>
/// The entry operations of <see cref="IPageTableMemory"/> on memory of this process, for implementations that have nothing to
/// add to them. Every operation is a full participant in .NET's memory model: reads acquire, writes release, the rest are full
/// barriers.
/// </summary>
public static unsafe class NativeEntries
{
    /// <inheritdoc cref="IPageTableMemory.ReadOnce(ulong*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadOnce(ulong* slot) => Volatile.Read(ref *slot);

    /// <inheritdoc cref="IPageTableMemory.ReadOnce(ulong*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadOnce(uint* slot) => Volatile.Read(ref *slot);

    /// <inheritdoc cref="IPageTableMemory.WriteOnce(ulong*, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteOnce(ulong* slot, ulong value) => Volatile.Write(ref *slot, value);

    /// <inheritdoc cref="IPageTableMemory.WriteOnce(ulong*, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteOnce(uint* slot, uint value) => Volatile.Write(ref *slot, value);

    /// <inheritdoc cref="IPageTableMemory.Exchange(ulong*, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Exchange(ulong* slot, ulong value) => Interlocked.Exchange(ref *slot, value);

    /// <inheritdoc cref="IPageTableMemory.Exchange(ulong*, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Exchange(uint* slot, uint value) => Interlocked.Exchange(ref *slot, value);

    /// <inheritdoc cref="IPageTableMemory.CompareExchange(ulong*, ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CompareExchange(ulong* slot, ulong value, ulong comparand) =>
        Interlocked.CompareExchange(ref *slot, value, comparand);

    /// <inheritdoc cref="IPageTableMemory.CompareExchange(ulong*, ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint CompareExchange(uint* slot, uint value, uint comparand) =>
        Interlocked.CompareExchange(ref *slot, value, comparand);

    /// <inheritdoc cref="IPageTableMemory.AndNot(ulong*, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AndNot(ulong* slot, ulong bits) => Interlocked.And(ref *slot, ~bits);

    /// <inheritdoc cref="IPageTableMemory.AndNot(ulong*, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AndNot(uint* slot, uint bits) => Interlocked.And(ref *slot, ~bits);

    /// <inheritdoc cref="IPageTableMemory.ReadHalf"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadHalf(ulong* slot, EntryHalf half) => Volatile.Read(ref *Half(slot, half));

    /// <inheritdoc cref="IPageTableMemory.WriteHalf"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteHalf(ulong* slot, EntryHalf half, uint value) => Volatile.Write(ref *Half(slot, half), value);

    private static uint* Half(ulong* slot, EntryHalf half) =>
        (uint*)slot + (half == EntryHalf.Low == BitConverter.IsLittleEndian ? 0 : 1);
}
