namespace KernelMm.Contracts;

/// <summary>
/// The memory seam: where page tables lie, and every operation on one of their entries. Generated code touches entries through
/// it and in no other way, so an implementation sees each access: an emulator's RAM, a crash dump, an explorer that may switch
/// threads before any of them.
/// </summary>
/// <remarks>
/// Implement it in a <see langword="struct"/> and pass it as a type argument: the calls are then resolved at compile time and
/// inlined. Slots are plain addresses in this process, good until the implementation takes the memory away. Values are in the
/// entry's own bit order; an implementation swaps no bytes.
/// </remarks>
public unsafe interface IPageTableMemory
{
    /// <summary>Where the table at a physical address can be touched. In Linux: <c>__va</c>.</summary>
    /// <param name="table">Physical address of the table's first entry.</param>
    /// <param name="size">The table's size in bytes; all of it must be reachable.</param>
    /// <returns>The address of the first entry, or null where this memory does not hold the whole table.</returns>
    void* TableAt(PhysicalAddress table, ByteCount size);

    /// <summary>The physical address of a slot of a table handed out by <see cref="TableAt"/>. In Linux: <c>__pa</c>.</summary>
    /// <param name="slot">A slot inside a table of this memory.</param>
    PhysicalAddress AddressOf(void* slot);

    /// <summary>Reads an entry once, in one piece. In Linux: <c>READ_ONCE</c>.</summary>
    ulong ReadOnce(ulong* slot);

    /// <inheritdoc cref="ReadOnce(ulong*)"/>
    uint ReadOnce(uint* slot);

    /// <summary>Writes an entry once, in one piece. In Linux: <c>WRITE_ONCE</c>.</summary>
    void WriteOnce(ulong* slot, ulong value);

    /// <inheritdoc cref="WriteOnce(ulong*, ulong)"/>
    void WriteOnce(uint* slot, uint value);

    /// <summary>Writes an entry and answers what it held, as one atomic step. In Linux: <c>xchg</c>.</summary>
    ulong Exchange(ulong* slot, ulong value);

    /// <inheritdoc cref="Exchange(ulong*, ulong)"/>
    uint Exchange(uint* slot, uint value);

    /// <summary>Writes an entry if it holds <paramref name="comparand"/>, as one atomic step. In Linux: <c>cmpxchg</c>.</summary>
    /// <returns>What the entry held; the write happened exactly if that is <paramref name="comparand"/>.</returns>
    ulong CompareExchange(ulong* slot, ulong value, ulong comparand);

    /// <inheritdoc cref="CompareExchange(ulong*, ulong, ulong)"/>
    uint CompareExchange(uint* slot, uint value, uint comparand);

    /// <summary>Clears bits of an entry as one atomic step. In Linux: <c>clear_bit</c>, <c>test_and_clear_bit</c>.</summary>
    /// <returns>What the entry held before.</returns>
    ulong AndNot(ulong* slot, ulong bits);

    /// <inheritdoc cref="AndNot(ulong*, ulong)"/>
    uint AndNot(uint* slot, uint bits);

    /// <summary>Reads one half of an entry that cannot be read whole.</summary>
    uint ReadHalf(ulong* slot, EntryHalf half);

    /// <summary>Writes one half of an entry that cannot be written whole.</summary>
    void WriteHalf(ulong* slot, EntryHalf half, uint value);
}
