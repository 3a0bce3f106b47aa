using System.Runtime.CompilerServices;
using static KernelMm.Pgalloc.TableFreeing;

namespace KernelMm.Pgalloc;

/// <summary>
/// Filling empty slots with tables. Each function may sleep to allocate, puts its table in place under the lock of the frame that
/// holds the slot, and finds a slot that somebody else filled meanwhile as good as its own, which it frees then. In Linux: <c>p4d_alloc</c> to <c>pmd_alloc</c>.
/// </summary>
public static unsafe class UpperTables
{
    /// <summary>The p4d slot of an address, its table allocated where there was none; null where no memory is left. In Linux: <c>p4d_alloc</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="pgd">The slot above.</param>
    /// <param name="address">An address of the virtual address space.</param>
    [MaySleep]
    public static P4dPtr P4dAlloc(Mm mm, [LiveSlot] PgdPtr pgd, VirtualAddress address) =>
        PgdpGet(mm, pgd).None && !P4dAllocCore(mm, pgd) ? P4dPtr.Null : P4dOffset(mm, pgd, address);

    /// <summary>The pud slot of an address, its table allocated where there was none; null where no memory is left. In Linux: <c>pud_alloc</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="p4d">The slot above.</param>
    /// <param name="address">An address of the virtual address space.</param>
    [MaySleep]
    public static PudPtr PudAlloc(Mm mm, [LiveSlot] P4dPtr p4d, VirtualAddress address) =>
        P4dpGet(mm, p4d).None && !PudAllocCore(mm, p4d) ? PudPtr.Null : PudOffset(mm, p4d, address);

    /// <summary>The pmd slot of an address, its table allocated where there was none; null where no memory is left. In Linux: <c>pmd_alloc</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="pud">The slot above.</param>
    /// <param name="address">An address of the virtual address space.</param>
    [MaySleep]
    public static PmdPtr PmdAlloc(Mm mm, [LiveSlot] PudPtr pud, VirtualAddress address) =>
        PudpGet(mm, pud).None && !PmdAllocCore(mm, pud) ? PmdPtr.Null : PmdOffset(mm, pud, address);

    // In Linux: __p4d_alloc.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool P4dAllocCore(Mm mm, PgdPtr pgd)
    {
        if (TableAllocOne(mm, PageTableLevel.P4d) is not { } table)
        {
            return false;
        }

        SpinlockPtr lockptr = mm.PmdLockPtr(pgd.Slot);
        mm.SpinLock(lockptr);
        bool isTaken = !PgdpGet(mm, pgd).None;
        if (!isTaken)
        {
            mm.CountTable(+1);
            PgdPopulate(mm, pgd, table);
        }

        mm.SpinUnlock(lockptr);
        if (isTaken)
        {
            TableFree(mm, table);
        }

        return true;
    }

    // In Linux: __pud_alloc.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool PudAllocCore(Mm mm, P4dPtr p4d)
    {
        if (TableAllocOne(mm, PageTableLevel.Pud) is not { } table)
        {
            return false;
        }

        SpinlockPtr lockptr = mm.PmdLockPtr(p4d.Slot);
        mm.SpinLock(lockptr);
        bool isTaken = !P4dpGet(mm, p4d).None;
        if (!isTaken)
        {
            mm.CountTable(+1);
            P4dPopulate(mm, p4d, table);
        }

        mm.SpinUnlock(lockptr);
        if (isTaken)
        {
            TableFree(mm, table);
        }

        return true;
    }

    // In Linux: __pmd_alloc.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool PmdAllocCore(Mm mm, PudPtr pud)
    {
        if (TableAllocOne(mm, PageTableLevel.Pmd) is not { } table)
        {
            return false;
        }

        SpinlockPtr lockptr = mm.PmdLockPtr(pud.Slot);
        mm.SpinLock(lockptr);
        bool isTaken = !PudpGet(mm, pud).None;
        if (!isTaken)
        {
            mm.CountTable(+1);
            PudPopulate(mm, pud, table);
        }

        mm.SpinUnlock(lockptr);
        if (isTaken)
        {
            TableFree(mm, table);
        }

        return true;
    }
}
