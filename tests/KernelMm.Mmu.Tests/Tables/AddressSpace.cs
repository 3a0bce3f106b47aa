using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests.Tables;

/// <summary>
/// A random address space in a guest's RAM, built with the generated types: every level, every page size, every right, holes,
/// entries that no hardware takes, tables in no memory, tables reached along two paths, the first and the last page.
/// </summary>
internal sealed class AddressSpace : GuestSpace
{
    private readonly List<PhysicalAddress>[] _known;

    public AddressSpace(Guest guest, GuestRam ram, bool isUpper, Random random)
        : base(guest, ram, isUpper, random, MemoryMap.Tables, MemoryMap.Data)
    {
        _known = [.. Layout.Levels.Select(_ => new List<PhysicalAddress>())];
        PhysicalAddress top = Allocate(guest.TopDepth);
        Root = guest.RootOf(top);
        guest.Reserve(this);
        foreach (ulong edge in new[] { 0UL, LastTranslated & ~((1UL << Layout.PageShift) - 1) }.Where(_ => random.Next(4) != 0))
        {
            Map(Canonical(edge), MemoryMap.NextIn(guest, Place.Data, random), null);
        }

        Build(guest.TopDepth, top, 0);
    }

    /// <summary>How far the tables reach, from the start of the memory for them.</summary>
    public int TableBytes => (int)(TablesEnd - Guest.RamStart.Value - MemoryMap.Tables);

    private void Build(int depth, PhysicalAddress table, ulong start)
    {
        LevelLayout level = Layout.Levels[depth];
        int entries = 1 << level.IndexBits;
        bool isLowest = depth == Layout.Levels.Count - 1;
        int populated = isLowest ? (Random.Next(12) == 0 ? Math.Min(entries, 512) : Random.Next(4, 24)) : entries <= 4 ? Random.Next(1, entries + 1) : Random.Next(3, 8);
        for (int count = 0; count < populated; count++)
        {
            ulong index = (ulong)(Random.Next(4) switch { 0 => Random.Next(2) * (entries - 1), _ => Random.Next(entries) });
            VirtualAddress address = Canonical(start + (index << level.Shift));
            PhysicalAddress slot = new(table.Value + (index * (ulong)Layout.EntryBytes));
            if (!Used.Add(slot))
            {
                // Where a table has few entries, all of them may be on the way to a page that was mapped first.
                if (entries <= 4 && TakeChild(slot, out PhysicalAddress child))
                {
                    Build(depth + 1, child, start + (index << level.Shift));
                }

                continue;
            }

            if (isLowest || Random.Next(Guest.TakesLeaf(level) ? 3 : 8) == 0 || !HasRoomFor(2, depth + 1))
            {
                Page(slot, address, level);
            }
            else
            {
                Table(depth, slot, address, start + (index << level.Shift));
            }
        }

        // Known only when it is whole, so that no table leads back to itself.
        _known[depth].Add(table);
    }

    private void Page(PhysicalAddress slot, VirtualAddress address, LevelLayout level)
    {
        if (!Guest.TakesLeaf(level) || Random.Next(5) == 0)
        {
            // What is not valid, or not a page: the type of entry that the level does not have.
            // A table's first entry may tell what the table is.
            ulong junk = ((slot.Value & 0xfff) != 0 && Random.Next(2) == 0 ? Guest.Refused(level, Random) : null) ?? Guest.Junk(level, Random);
            Write(slot, address, level, junk & (ulong.MaxValue >> (64 - Layout.EntryBits)), null);
            return;
        }

        (Place place, PhysicalAddress target) = Random.Next(8) switch
        {
            < 3 => (Place.Data, MemoryMap.NextIn(Guest, Place.Data, Random)),
            < 5 => (Place.Landing, MemoryMap.NextIn(Guest, Place.Landing, Random)),
            _ => Guest.NextEmpty(Random) is PhysicalAddress empty ? (Place.Empty, empty) : (Place.Data, MemoryMap.NextIn(Guest, Place.Data, Random)),
        };
        target = new(target.Value & ~((1UL << level.Shift) - 1));
        Write(slot, address, level, RandomLeaf.Make(Guest, Writer, level, target, place, Random), target);
    }

    private void Table(int depth, PhysicalAddress slot, VirtualAddress address, ulong start)
    {
        LevelLayout level = Layout.Levels[depth];
        (PhysicalAddress child, bool isNew) = Random.Next(16) switch
        {
            0 when Guest.NextEmpty(Random) is PhysicalAddress missing => (new(missing.Value & ~(Math.Max(TableSize(depth + 1), 1UL << Layout.PageShift) - 1)), false),
            < 3 when _known[depth + 1].Count > 0 => (_known[depth + 1][Random.Next(_known[depth + 1].Count)], false),
            _ => (Allocate(depth + 1), true),
        };
        Writer.Populate(Ram.Memory, Root, address, level.Owner, child);
        ulong entry = Ram.ReadEntry(slot, Layout.EntryBytes);
        entry = Random.Next(4) == 0 ? entry : Guest.GrantAll(entry);
        ulong flipped = Random.Next(4) != 0 ? 0 : (ulong)Random.NextInt64(long.MinValue, long.MaxValue) & (ulong)Random.NextInt64() & Guest.TableBits(level);
        Write(slot, address, level, entry ^ flipped, null);
        if (isNew)
        {
            Build(depth + 1, child, start);
        }
    }
}
