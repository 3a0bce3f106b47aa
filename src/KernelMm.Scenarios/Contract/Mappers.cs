namespace KernelMm.Scenarios.Contract;

/// <summary>Who maps the entry of an address to change it.</summary>
internal static class Mappers
{
    /// <summary>As it has been since 6.5: mapping may fail, and what is mapped and locked is what the slot names.</summary>
    public static unsafe void MapLocked(PageTableSpace space)
    {
        Mm mm = space.Mm;
        PtePtr pte = PteOffsetMapLock(mm, space.Pmd, PageTableSpace.Address, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            Explorer.Current!.Mark("the map failed");
            return;
        }

        Explorer.Current!.Mark("a table was mapped");
        PhysicalAddress table = new(mm.AddressOf(pte.Slot).Value & ~(PageSize.Value - 1));
        Expect.That(PmdpGet(mm, space.Pmd).TableAddress == table, "STALE", "The slot no longer names the table that is mapped and locked.");
        Expect.That(mm.PtlockPtr(table) == ptl, "WRONGPTL", "The lock that is held is another table's.");
        Expect.That(PageTableSpace.IsMarkOf(PtepGet(mm, pte), table), "STALE", "The table that is mapped and locked was emptied.");
        PteUnmapUnlock(mm, pte, ptl);
    }

    /// <summary>
    /// As it was before 6.5: the slot is read twice, once for the lock and once for the entry, nothing is tested, and it cannot
    /// fail. It says what its next step would do, and does not do it.
    /// </summary>
    public static void MapAsBefore65(PageTableSpace space)
    {
        Mm mm = space.Mm;
        PhysicalAddress locked = TableOf(PmdpGet(mm, space.Pmd), "lock");
        PhysicalAddress mapped = TableOf(PmdpGet(mm, space.Pmd), "entry");
        Expect.That(locked == mapped, "WRONGPTL", $"The lock is that of the table at {locked}, and the entry is in the table at {mapped}.");
        SpinlockPtr ptl = mm.PtlockPtr(locked);
        mm.SpinLock(ptl);
        bool isLive = PmdpGet(mm, space.Pmd).TableAddress == mapped && space.Machine.RcuDepth == 0;
        mm.SpinUnlock(ptl);
        Expect.That(isLive, "STALE", $"The table at {mapped} is mapped and locked, and the slot no longer names it.");
    }

    // What the old macro made of a value without testing it: the address field, whatever it is the address of.
    private static PhysicalAddress TableOf(Pmd value, string what)
    {
        Expect.That(!value.None, "PFN0", $"The slot was none when it was read for the {what}: that is the one of page frame 0.");
        Expect.That(!value.Leaf, "THPDATA", $"The slot was huge when it was read for the {what}: that lies in the huge page's own data.");
        return value.TableAddress;
    }
}
