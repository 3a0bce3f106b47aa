using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests.Tables;

/// <summary>An address space in a guest's RAM, to which pages can be added with the generated types.</summary>
internal abstract class GuestSpace
{
    private readonly Dictionary<PhysicalAddress, PhysicalAddress> _children = [];
    private readonly List<WrittenEntry> _written = [];
    private readonly ulong _tablesEnd;
    private ulong _free;

    /// <summary>An address space whose further tables are taken from a stretch of RAM.</summary>
    protected GuestSpace(Guest guest, GuestRam ram, bool isUpper, Random random, ulong tables, ulong tablesEnd)
    {
        (Guest, Ram, Random, IsUpper) = (guest, ram, random, isUpper);
        Writer = TableWriter.Of(guest.Architecture);
        _free = guest.RamStart.Value + tables;
        _tablesEnd = guest.RamStart.Value + tablesEnd;
    }

    protected Guest Guest { get; }

    protected GuestRam Ram { get; }

    protected Random Random { get; }

    protected TableWriter Writer { get; }

    /// <summary>The slots that hold something.</summary>
    protected HashSet<PhysicalAddress> Used { get; } = [];

    public ArchitectureLayout Layout => Guest.Architecture.Layout;

    /// <summary>The root as translations take it.</summary>
    public PhysicalAddress Root { get; protected init; }

    /// <summary>Whether the tables are those of the upper half, where halves have roots of their own.</summary>
    public bool IsUpper { get; }

    /// <summary>Every entry that was written, and where its part of the address space begins.</summary>
    public IReadOnlyList<WrittenEntry> Written => _written;

    /// <summary>The end of the tables that were added.</summary>
    public ulong TablesEnd => _free;

    /// <summary>How many bits of an address these tables translate.</summary>
    public int AddressBits => Layout.Levels[Guest.TopDepth].Shift + Layout.Levels[Guest.TopDepth].IndexBits;

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
        return new(extends ? translated | (Layout.UpperStart ?? ~LastTranslated) : translated);
    }

    /// <summary>A random page of the address space, for a purpose of the guest program.</summary>
    public virtual VirtualAddress NextPage() => Canonical(((ulong)Random.NextInt64() << 1) & LastTranslated & ~((1UL << Layout.PageShift) - 1));

    /// <summary>Maps one page of a level, with the tables above it; by default a base page with random rights.</summary>
    public void Map(VirtualAddress address, PhysicalAddress target, ulong? entry, PageTableLevel level = PageTableLevel.Pte)
    {
        for (int depth = Guest.TopDepth; Layout.Levels[depth].Owner != level; depth++)
        {
            PhysicalAddress slot = Slot(depth, address);
            if (Used.Add(slot))
            {
                _children[slot] = Allocate(depth + 1);
                Writer.Populate(Ram.Memory, Root, address, Layout.Levels[depth].Owner, _children[slot]);
            }
        }

        LevelLayout layout = Layout.Levels.Single(candidate => candidate.Owner == level);
        PhysicalAddress at = new(Writer.SlotOf(Ram.Memory, Root, address, level).Value + OffsetOf(level));
        Used.Add(at);
        Write(at, address, layout, entry ?? RandomLeaf.Make(Guest, Writer, layout, target, Place.Data, Random), target);
    }

    /// <summary>An entry that the kernel itself would map a page with.</summary>
    public ulong KernelLeaf(PageTableLevel level, PhysicalAddress target, string protection) => Writer.Leaf(level, target, protection);

    /// <summary>Takes the table that a slot was made to point to, where <see cref="Map"/> made it and nobody took it yet.</summary>
    protected bool TakeChild(PhysicalAddress slot, out PhysicalAddress child) => _children.Remove(slot, out child);

    protected void Write(PhysicalAddress slot, VirtualAddress address, LevelLayout level, ulong entry, PhysicalAddress? target)
    {
        Ram.WriteEntry(slot, entry, Layout.EntryBytes);
        _written.Add(new(address, level.Shift, target));
    }

    protected bool HasRoomFor(int tables, int depth) => _free + ((ulong)tables * TableSize(depth)) <= _tablesEnd;

    protected ulong TableSize(int depth) => (1UL << Layout.Levels[depth].IndexBits) * (ulong)Layout.EntryBytes;

    protected PhysicalAddress Allocate(int depth)
    {
        // A table of its own page, as Linux has it, so that every root register can hold it.
        ulong size = Math.Max(TableSize(depth), 1UL << Layout.PageShift);
        ulong table = (_free + size - 1) & ~(size - 1);
        _free = table + size;
        if (_free > _tablesEnd)
        {
            throw new InvalidOperationException("The memory for tables is too small.");
        }

        ulong empty = Guest.EmptyEntry(Layout.Levels[depth]);
        for (ulong slot = table; empty != 0 && slot < _free; slot += (ulong)Layout.EntryBytes)
        {
            Ram.WriteEntry(new(slot), empty, Layout.EntryBytes);
        }

        return new(table + OffsetOf(Layout.Levels[depth].Owner));
    }

    private PhysicalAddress Slot(int depth, VirtualAddress address) => Writer.SlotOf(Ram.Memory, Root, address, Layout.Levels[depth].Owner);

    private ulong OffsetOf(PageTableLevel level) => level == PageTableLevel.Pte ? Guest.OwnTableOffset : 0;
}

/// <summary>An entry that was written.</summary>
/// <param name="Address">Where its part of the address space begins.</param>
/// <param name="Shift">What it covers, as a power of two.</param>
/// <param name="Target">Where it leads when it is a leaf that hardware takes; null for a table.</param>
internal readonly record struct WrittenEntry(VirtualAddress Address, int Shift, PhysicalAddress? Target);
