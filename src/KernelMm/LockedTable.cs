using System.Runtime.CompilerServices;

namespace KernelMm;

/// <summary>
/// The memory seam for the slots of one page table that is mapped with its lock held, natively: the table can be neither detached nor
/// freed then, so what <see cref="Mm"/> looks at before each operation is looked at once, here. An exploration wants its point before each,
/// so there the address space itself is the seam.
/// </summary>
/// <remarks>One word and no more: what goes through a table takes it by value, and the JIT keeps it in a register.</remarks>
internal readonly unsafe struct LockedTable : IPageTableMemory
{
    private readonly nuint _table;

    /// <summary>The table that a slot is in. Its lock is held, and it was seen attached since.</summary>
    public LockedTable(Mm mm, [NeedsMapped] PtePtr pte)
    {
        _table = (nuint)pte.Slot & ~(nuint)(PageSize.Value - 1);
        mm.CheckIsAttached(pte.Slot);
    }

    public void* TableAt(PhysicalAddress table, ByteCount size) => throw NoTables();

    public PhysicalAddress AddressOf(void* slot) => throw NoTables();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => NativeEntries.ReadOnce((ulong*)Here(_table, slot));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot) => NativeEntries.ReadOnce((uint*)Here(_table, slot));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(ulong* slot, ulong value) => NativeEntries.WriteOnce((ulong*)Here(_table, slot), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(uint* slot, uint value) => NativeEntries.WriteOnce((uint*)Here(_table, slot), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Exchange(ulong* slot, ulong value)
    {
        ulong entry = ReadOnce(slot);
        if (!IsMarked(entry))
        {
            return NativeEntries.Exchange(slot, value);
        }

        NativeEntries.WriteOnce(slot, value);
        return entry;
    }

    public uint Exchange(uint* slot, uint value) => NativeEntries.Exchange((uint*)Here(_table, slot), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand)
    {
        ulong entry = ReadOnce(slot);
        if (entry != comparand || !IsMarked(entry))
        {
            return NativeEntries.CompareExchange(slot, value, comparand);
        }

        NativeEntries.WriteOnce(slot, value);
        return entry;
    }

    public uint CompareExchange(uint* slot, uint value, uint comparand) => NativeEntries.CompareExchange((uint*)Here(_table, slot), value, comparand);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AndNot(ulong* slot, ulong bits)
    {
        ulong entry = ReadOnce(slot);
        if (!IsMarked(entry))
        {
            return NativeEntries.AndNot(slot, bits);
        }

        NativeEntries.WriteOnce(slot, entry & ~bits);
        return entry;
    }

    public uint AndNot(uint* slot, uint bits) => NativeEntries.AndNot((uint*)Here(_table, slot), bits);

    public uint ReadHalf(ulong* slot, EntryHalf half) => NativeEntries.ReadHalf((ulong*)Here(_table, slot), half);

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => NativeEntries.WriteHalf((ulong*)Here(_table, slot), half, value);

    // Beside the lock's holder only hardware writes to a table, and only what it has not marked yet; so what it could mark no further
    // stays as it is until the holder changes it, and that needs no atomic step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMarked(ulong entry) =>
        HardwareWalk.MarkLeaf(PageShift, entry, isWrite: true) == entry && HardwareWalk.MarkLeaf(PageShift, entry, isWrite: false) == entry;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void* Here(nuint table, void* slot)
    {
        if (((nuint)slot ^ table) >= PageSize.Value)
        {
            ThrowElsewhere();
        }

        return slot;
    }

    // Not said to be out of line: it is anyway, and only a method that the JIT may look into is known not to return.
    private static void ThrowElsewhere() => throw new Oops("An entry was used as one of a locked table, and is in none, or in another one.");

    private static InvalidOperationException NoTables() => new("Below the entries of a page table there are no tables.");
}
