using KernelMm.Pgalloc;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// What a collapse does to a slot since 6.6, while others may be mapping: it empties and takes out the table under the slot's lock
/// and the table's, frees it after a grace period, puts a huge page in its place, and splits that into another table.
/// </summary>
internal static class Detacher
{
    /// <summary>Takes the table out and leaves the slot empty.</summary>
    public static unsafe void Detach(PageTableSpace space)
    {
        Mm mm = space.Mm;
        SpinlockPtr pml = mm.PmdLockPtr(space.Pmd.Slot);
        mm.SpinLock(pml);
        Pmd found = PmdpGet(mm, space.Pmd);
        Expect.That(found.Kind == EntryKind.Table, "NOTABLE", "The slot names no table that could be taken out.");
        PhysicalAddress table = found.TableAddress;
        SpinlockPtr ptl = mm.PtlockPtr(table);
        mm.SpinLockNested(ptl);
        mm.WriteOnce(space.EntryOf(table).Slot, 0);
        mm.WriteOnce(space.Pmd.Slot, 0);
        mm.SpinUnlock(ptl);
        mm.SpinUnlock(pml);
        TableFreeing.PteFreeDefer(mm, table);
    }

    /// <summary>Puts another value into the slot.</summary>
    public static unsafe void Install(PageTableSpace space, Pmd value)
    {
        SpinlockPtr pml = space.Mm.PmdLockPtr(space.Pmd.Slot);
        space.Mm.SpinLock(pml);
        space.Mm.WriteOnce(space.Pmd.Slot, value.Value);
        space.Mm.SpinUnlock(pml);
    }
}
