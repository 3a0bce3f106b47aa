using System.Runtime.CompilerServices;

namespace KernelMm;

/// <summary>
/// The memory seam for slots of one page table that is mapped with its lock held, natively: the table can be neither detached nor
/// freed then, so what <see cref="Mm"/> looks at before each operation is looked at once, for all of them. An exploration wants its point
/// before each, so there the address space itself is the seam.
/// </summary>
/// <remarks>It has no fields, as what goes through a table hands it on by value for each entry.</remarks>
internal readonly unsafe struct LockedTable : IPageTableMemory
{
    /// <summary>
    /// The slots that are about to be gone through, in their table, whose lock is held; no others may be reached by what is returned.
    /// </summary>
    /// <param name="mm">The address space.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="entries">How many: none of them may lie in another table.</param>
    public static LockedTable Of(Mm mm, [NeedsMapped] PtePtr first, int entries)
    {
        ulong offset = (ulong)first.Slot & (PageSize.Value - 1);
        if (offset + ((ulong)entries * sizeof(ulong)) > PageSize.Value)
        {
            throw new Oops($"{entries} entries from place {offset / sizeof(ulong)} of a page table on were to be gone through, which leads out of it.");
        }

        mm.CheckIsAttached(first.Slot);
        return default;
    }

    public void* TableAt(PhysicalAddress table, ByteCount size) => throw NoTables();

    public PhysicalAddress AddressOf(void* slot) => throw NoTables();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => NativeEntries.ReadOnce(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadOnce(uint* slot) => NativeEntries.ReadOnce(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(ulong* slot, ulong value) => NativeEntries.WriteOnce(slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(uint* slot, uint value) => NativeEntries.WriteOnce(slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Exchange(ulong* slot, ulong value)
    {
        ulong entry = NativeEntries.ReadOnce(slot);
        if (!IsMarked(entry))
        {
            return NativeEntries.Exchange(slot, value);
        }

        NativeEntries.WriteOnce(slot, value);
        return entry;
    }

    public uint Exchange(uint* slot, uint value) => NativeEntries.Exchange(slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand)
    {
        ulong entry = NativeEntries.ReadOnce(slot);
        if (entry != comparand || !IsMarked(entry))
        {
            return NativeEntries.CompareExchange(slot, value, comparand);
        }

        NativeEntries.WriteOnce(slot, value);
        return entry;
    }

    public uint CompareExchange(uint* slot, uint value, uint comparand) => NativeEntries.CompareExchange(slot, value, comparand);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AndNot(ulong* slot, ulong bits)
    {
        ulong entry = NativeEntries.ReadOnce(slot);
        if (!IsMarked(entry))
        {
            return NativeEntries.AndNot(slot, bits);
        }

        NativeEntries.WriteOnce(slot, entry & ~bits);
        return entry;
    }

    public uint AndNot(uint* slot, uint bits) => NativeEntries.AndNot(slot, bits);

    public uint ReadHalf(ulong* slot, EntryHalf half) => NativeEntries.ReadHalf(slot, half);

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => NativeEntries.WriteHalf(slot, half, value);

    // Beside the lock's holder only hardware writes to a table, and only what it has not marked yet; so what it could mark no further
    // stays as it is until the holder changes it, and that needs no atomic step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMarked(ulong entry) =>
        HardwareWalk.MarkLeaf(PageShift, entry, isWrite: true) == entry && HardwareWalk.MarkLeaf(PageShift, entry, isWrite: false) == entry;

    private static InvalidOperationException NoTables() => new("Below the entries of a page table there are no tables.");
}
