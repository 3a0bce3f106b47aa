using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests.Tables;

/// <summary>
/// A random address space in a guest's RAM, built with the generated types: every level, every page size, every right, holes,
/// entries that no hardware takes, tables in no memory, tables reached along two paths, the first and the last page.
/// </summary>
internal sealed class AddressSpace
{
    private readonly Guest _guest;
    private readonly GuestRam _ram;
    private readonly Random _random;
    private readonly TableWriter _writer;
    private readonly HashSet<PhysicalAddress> _used = [];
    private readonly Dictionary<PhysicalAddress, PhysicalAddress> _children = [];
    private readonly List<PhysicalAddress>[] _known;
    private readonly List<WrittenEntry> _written = [];
    private readonly ulong _tablesEnd;
    private readonly PhysicalAddress _top;
    private ulong _free;

    public AddressSpace(Guest guest, GuestRam ram, bool isUpper, Random random)
    {
        (_guest, _ram, _random, IsUpper) = (guest, ram, random, isUpper);
        _writer = TableWriter.Of(guest.Architecture);
        _known = [.. Layout.Levels.Select(_ => new List<PhysicalAddress>())];
        _free = guest.RamStart.Value + MemoryMap.Tables;
        _tablesEnd = guest.RamStart.Value + MemoryMap.Data;
        _top = Allocate(guest.TopDepth);
        Root = guest.RootOf(_top);
        guest.Reserve(this);
        foreach (ulong edge in new[] { 0UL, LastTranslated & ~((1UL << Layout.PageShift) - 1) }.Where(_ => random.Next(4) != 0))
        {
            Map(Canonical(edge), MemoryMap.NextIn(guest, Place.Data, random), null);
        }

        Build(guest.TopDepth, _top, 0);
    }

    public ArchitectureLayout Layout => _guest.Architecture.Layout;

    /// <summary>The root as translations take it.</summary>
    public PhysicalAddress Root { get; }

    /// <summary>Whether the tables are those of the upper half, where halves have roots of their own.</summary>
    public bool IsUpper { get; }

    /// <summary>Every entry that was written, and where its part of the address space begins.</summary>
    public IReadOnlyList<WrittenEntry> Written => _written;

    /// <summary>How far the tables reach, from the start of the memory for them.</summary>
    public int TableBytes => (int)(_free - _guest.RamStart.Value - MemoryMap.Tables);

    /// <summary>How many bits of an address these tables translate.</summary>
    public int AddressBits => Layout.Levels[_guest.TopDepth].Shift + Layout.Levels[_guest.TopDepth].IndexBits;

    public ulong LastTranslated => ulong.MaxValue >> (64 - AddressBits);

    /// <summary>The address whose translated bits these are.</summary>
    public VirtualAddress Canonical(ulong translated)
    {
        bool extends = Layout.Extension switch
        {
            AddressExtension.Sign => (translated >> (AddressBits - 1)) != 0,
            AddressExtension.Halves => IsUpper,
            _ => false,
        };
        return new(extends ? translated | ~LastTranslated : translated);
    }

    /// <summary>A random page of the address space, for a purpose of the guest program.</summary>
    public VirtualAddress NextPage() => Canonical(((ulong)_random.NextInt64() << 1) & LastTranslated & ~((1UL << Layout.PageShift) - 1));

    /// <summary>Maps one page of a level, with the tables above it; by default a base page with random rights.</summary>
    public void Map(VirtualAddress address, PhysicalAddress target, ulong? entry, PageTableLevel level = PageTableLevel.Pte)
    {
        for (int depth = _guest.TopDepth; Layout.Levels[depth].Owner != level; depth++)
        {
            PhysicalAddress slot = Slot(depth, address);
            if (_used.Add(slot))
            {
                _children[slot] = Allocate(depth + 1);
                _writer.Populate(_ram.Memory, Root, address, Layout.Levels[depth].Owner, _children[slot]);
            }
        }

        LevelLayout layout = Layout.Levels.Single(candidate => candidate.Owner == level);
        PhysicalAddress at = new(_writer.SlotOf(_ram.Memory, Root, address, level).Value + OffsetOf(level));
        _used.Add(at);
        Write(at, address, layout, entry ?? RandomLeaf.Make(_guest, _writer, layout, target, Place.Data, _random), target);
    }

    /// <summary>An entry that the kernel itself would map a page with.</summary>
    public ulong KernelLeaf(PageTableLevel level, PhysicalAddress target, string protection) => _writer.Leaf(level, target, protection);

    private void Build(int depth, PhysicalAddress table, ulong start)
    {
        LevelLayout level = Layout.Levels[depth];
        int entries = 1 << level.IndexBits;
        bool isLowest = depth == Layout.Levels.Count - 1;
        int populated = isLowest ? (_random.Next(12) == 0 ? Math.Min(entries, 512) : _random.Next(4, 24)) : entries <= 4 ? _random.Next(1, entries + 1) : _random.Next(3, 8);
        for (int count = 0; count < populated; count++)
        {
            ulong index = (ulong)(_random.Next(4) switch { 0 => _random.Next(2) * (entries - 1), _ => _random.Next(entries) });
            VirtualAddress address = Canonical(start + (index << level.Shift));
            PhysicalAddress slot = new(table.Value + (index * (ulong)Layout.EntryBytes));
            if (!_used.Add(slot))
            {
                // Where a table has few entries, all of them may be on the way to a page that was mapped first.
                if (entries <= 4 && _children.Remove(slot, out PhysicalAddress child))
                {
                    Build(depth + 1, child, start + (index << level.Shift));
                }

                continue;
            }

            if (isLowest || _random.Next(_guest.TakesLeaf(level) ? 3 : 8) == 0 || _free + (2 * TableSize(depth + 1)) > _tablesEnd)
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
        if (!_guest.TakesLeaf(level) || _random.Next(5) == 0)
        {
            // What is not valid, or not a page: the type of entry that the level does not have.
            // A table's first entry may tell what the table is.
            ulong junk = ((slot.Value & 0xfff) != 0 && _random.Next(2) == 0 ? _guest.Refused(level, _random) : null) ?? _guest.Junk(level, _random);
            Write(slot, address, level, junk & (ulong.MaxValue >> (64 - Layout.EntryBits)), null);
            return;
        }

        (Place place, PhysicalAddress target) = _random.Next(8) switch
        {
            < 3 => (Place.Data, MemoryMap.NextIn(_guest, Place.Data, _random)),
            < 5 => (Place.Landing, MemoryMap.NextIn(_guest, Place.Landing, _random)),
            _ => _guest.NextEmpty(_random) is PhysicalAddress empty ? (Place.Empty, empty) : (Place.Data, MemoryMap.NextIn(_guest, Place.Data, _random)),
        };
        target = new(target.Value & ~((1UL << level.Shift) - 1));
        Write(slot, address, level, RandomLeaf.Make(_guest, _writer, level, target, place, _random), target);
    }

    private void Table(int depth, PhysicalAddress slot, VirtualAddress address, ulong start)
    {
        LevelLayout level = Layout.Levels[depth];
        (PhysicalAddress child, bool isNew) = _random.Next(16) switch
        {
            0 when _guest.NextEmpty(_random) is PhysicalAddress missing => (new(missing.Value & ~(Math.Max(TableSize(depth + 1), 1UL << Layout.PageShift) - 1)), false),
            < 3 when _known[depth + 1].Count > 0 => (_known[depth + 1][_random.Next(_known[depth + 1].Count)], false),
            _ => (Allocate(depth + 1), true),
        };
        _writer.Populate(_ram.Memory, Root, address, level.Owner, child);
        ulong entry = _ram.ReadEntry(slot, Layout.EntryBytes);
        entry = _random.Next(4) == 0 ? entry : _guest.GrantAll(entry);
        ulong flipped = _random.Next(4) != 0 ? 0 : (ulong)_random.NextInt64(long.MinValue, long.MaxValue) & (ulong)_random.NextInt64() & _guest.TableBits(level);
        Write(slot, address, level, entry ^ flipped, null);
        if (isNew)
        {
            Build(depth + 1, child, start);
        }
    }

    private void Write(PhysicalAddress slot, VirtualAddress address, LevelLayout level, ulong entry, PhysicalAddress? target)
    {
        _ram.WriteEntry(slot, entry, Layout.EntryBytes);
        _written.Add(new(address, level.Shift, target));
    }

    private PhysicalAddress Slot(int depth, VirtualAddress address) => _writer.SlotOf(_ram.Memory, Root, address, Layout.Levels[depth].Owner);

    private ulong TableSize(int depth) => (1UL << Layout.Levels[depth].IndexBits) * (ulong)Layout.EntryBytes;

    private PhysicalAddress Allocate(int depth)
    {
        // A table of its own page, as Linux has it, so that every root register can hold it.
        ulong size = Math.Max(TableSize(depth), 1UL << Layout.PageShift);
        ulong table = (_free + size - 1) & ~(size - 1);
        _free = table + size;
        if (_free > _tablesEnd)
        {
            throw new InvalidOperationException("The memory for tables is too small.");
        }

        ulong empty = _guest.EmptyEntry(Layout.Levels[depth]);
        for (ulong slot = table; empty != 0 && slot < _free; slot += (ulong)Layout.EntryBytes)
        {
            _ram.WriteEntry(new(slot), empty, Layout.EntryBytes);
        }

        return new(table + OffsetOf(Layout.Levels[depth].Owner));
    }

    private ulong OffsetOf(PageTableLevel level) => level == PageTableLevel.Pte ? _guest.OwnTableOffset : 0;
}

/// <summary>An entry that was written.</summary>
/// <param name="Address">Where its part of the address space begins.</param>
/// <param name="Shift">What it covers, as a power of two.</param>
/// <param name="Target">Where it leads when it is a leaf that hardware takes; null for a table.</param>
internal readonly record struct WrittenEntry(VirtualAddress Address, int Shift, PhysicalAddress? Target);
