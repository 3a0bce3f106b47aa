using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm;

/// <summary>
/// The memory seam for the slots of one page table that is mapped with its lock held: it can be neither detached nor freed then, so
/// natively what <see cref="Mm"/> looks at before each operation is looked at once, here. Slots elsewhere, entries
/// that are not one word of 64 bits, and all of them in an exploration are the address space's business.
/// </summary>
internal readonly unsafe struct LockedTable : IPageTableMemory
{
    private readonly Mm _mm;
    private readonly nuint _table;

    /// <summary>The table that a slot is in. Its lock is held, and it was seen attached since.</summary>
    public LockedTable(Mm mm, [NeedsMapped] PtePtr pte)
    {
        (_mm, _table) = (mm, (nuint)pte.Slot & ~(nuint)(PageSize.Value - 1));
        if (!Explored.IsOn)
        {
            mm.CheckIsAttached(pte.Slot);
        }
    }

    public void* TableAt(PhysicalAddress table, ByteCount size) => _mm.TableAt(table, size);

    public PhysicalAddress AddressOf(void* slot) => _mm.AddressOf(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadOnce(ulong* slot) => IsHere(slot) ? NativeEntries.ReadOnce(slot) : Elsewhere.ReadOnce(_mm, slot);

    public uint ReadOnce(uint* slot) => _mm.ReadOnce(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOnce(ulong* slot, ulong value)
    {
        if (IsHere(slot))
        {
            NativeEntries.WriteOnce(slot, value);
        }
        else
        {
            Elsewhere.WriteOnce(_mm, slot, value);
        }
    }

    public void WriteOnce(uint* slot, uint value) => _mm.WriteOnce(slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Exchange(ulong* slot, ulong value)
    {
        if (!IsHere(slot))
        {
            return Elsewhere.Exchange(_mm, slot, value);
        }

        ulong entry = NativeEntries.ReadOnce(slot);
        if (!IsMarked(entry))
        {
            return NativeEntries.Exchange(slot, value);
        }

        NativeEntries.WriteOnce(slot, value);
        return entry;
    }

    public uint Exchange(uint* slot, uint value) => _mm.Exchange(slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand)
    {
        if (!IsHere(slot))
        {
            return Elsewhere.CompareExchange(_mm, slot, value, comparand);
        }

        ulong entry = NativeEntries.ReadOnce(slot);
        if (entry != comparand || !IsMarked(entry))
        {
            return NativeEntries.CompareExchange(slot, value, comparand);
        }

        NativeEntries.WriteOnce(slot, value);
        return entry;
    }

    public uint CompareExchange(uint* slot, uint value, uint comparand) => _mm.CompareExchange(slot, value, comparand);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AndNot(ulong* slot, ulong bits)
    {
        if (!IsHere(slot))
        {
            return Elsewhere.AndNot(_mm, slot, bits);
        }

        ulong entry = NativeEntries.ReadOnce(slot);
        if (!IsMarked(entry))
        {
            return NativeEntries.AndNot(slot, bits);
        }

        NativeEntries.WriteOnce(slot, entry & ~bits);
        return entry;
    }

    public uint AndNot(uint* slot, uint bits) => _mm.AndNot(slot, bits);

    public uint ReadHalf(ulong* slot, EntryHalf half) => _mm.ReadHalf(slot, half);

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => _mm.WriteHalf(slot, half, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsHere(void* slot) => !Explored.IsOn && ((nuint)slot ^ _table) < PageSize.Value;

    // Beside the lock's holder only hardware writes to a table, and only what it has not marked yet; so what it could mark no further
    // stays as it is until the holder changes it, and that needs no atomic step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMarked(ulong entry) =>
        HardwareWalk.MarkLeaf(PageShift, entry, isWrite: true) == entry && HardwareWalk.MarkLeaf(PageShift, entry, isWrite: false) == entry;

    // Out of line and given the address space by value: a call on the field would have the whole struct live in memory.
    private static class Elsewhere
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static ulong ReadOnce(Mm mm, ulong* slot) => mm.ReadOnce(slot);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void WriteOnce(Mm mm, ulong* slot, ulong value) => mm.WriteOnce(slot, value);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static ulong Exchange(Mm mm, ulong* slot, ulong value) => mm.Exchange(slot, value);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static ulong CompareExchange(Mm mm, ulong* slot, ulong value, ulong comparand) => mm.CompareExchange(slot, value, comparand);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static ulong AndNot(Mm mm, ulong* slot, ulong bits) => mm.AndNot(slot, bits);
    }
}
