using System.Runtime.CompilerServices;

namespace KernelMm.Contracts;

/// <summary>
/// Both seams over memory that nobody else can change: a dump, an emulator that is stopped, tables that one thread owns. The
/// memory seam is the one given; every lock and RCU operation does nothing, as in <see cref="NoLocking"/>.
/// </summary>
/// <example>
/// <code>
/// var mm = new Unlocked&lt;LinearMemory&gt;(new LinearMemory(origin, start, length));
/// PageWalk.WalkPageRange(mm, pgd, start, end, ref ops);
/// </code>
/// </example>
/// <typeparam name="TMemory">The memory seam; a struct, so that nothing of this remains in the compiled code.</typeparam>
/// <param name="memory">Where the tables lie.</param>
public readonly unsafe struct Unlocked<TMemory>(TMemory memory) : IPageTableMemory, IPageTableLocking
    where TMemory : struct, IPageTableMemory
{
    private readonly TMemory _memory = memory;

    /// <summary>The memory seam.</summary>
    public TMemory Memory => _memory;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* TableAt(PhysicalAddress table, ByteCount size) => _memory.TableAt(table, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PhysicalAddress AddressOf(void* slot) => _memory.AddressOf(slot);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => _memory.ReadOnce(slot);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot) => _memory.ReadOnce(slot);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(ulong* slot, ulong value) => _memory.WriteOnce(slot, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(uint* slot, uint value) => _memory.WriteOnce(slot, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Exchange(ulong* slot, ulong value) => _memory.Exchange(slot, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Exchange(uint* slot, uint value) => _memory.Exchange(slot, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => _memory.CompareExchange(slot, value, comparand);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint CompareExchange(uint* slot, uint value, uint comparand) => _memory.CompareExchange(slot, value, comparand);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AndNot(ulong* slot, ulong bits) => _memory.AndNot(slot, bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint AndNot(uint* slot, uint bits) => _memory.AndNot(slot, bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadHalf(ulong* slot, EntryHalf half) => _memory.ReadHalf(slot, half);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => _memory.WriteHalf(slot, half, value);

    /// <inheritdoc/>
    public void RcuReadLock()
    {
    }

    /// <inheritdoc/>
    public void RcuReadUnlock()
    {
    }

    /// <inheritdoc/>
    public SpinlockPtr PtlockPtr(PhysicalAddress table) => default(NoLocking).PtlockPtr(table);

    /// <inheritdoc/>
    public SpinlockPtr PmdLockPtr(void* slot) => default(NoLocking).PmdLockPtr(slot);

    /// <inheritdoc/>
    public void SpinLock(SpinlockPtr spinlock)
    {
    }

    /// <inheritdoc/>
    public void SpinLockNested(SpinlockPtr spinlock)
    {
    }

    /// <inheritdoc/>
    public bool SpinTrylock(SpinlockPtr spinlock) => true;

    /// <inheritdoc/>
    public void SpinUnlock(SpinlockPtr spinlock)
    {
    }

    /// <inheritdoc/>
    public nuint LocalIrqSave() => 0;

    /// <inheritdoc/>
    public void LocalIrqRestore(nuint flags)
    {
    }

    /// <inheritdoc/>
    public void MightSleep()
    {
    }

    /// <inheritdoc/>
    public void BadEntry(PageTableLevel level, ulong entry)
    {
    }

    /// <inheritdoc/>
    public bool MapFails(void* slot) => false;
}
