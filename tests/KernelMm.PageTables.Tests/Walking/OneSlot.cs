using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>An address space with one pmd slot that something is in, and all that can be in it.</summary>
internal sealed class OneSlot : IDisposable
{
    private readonly VectorConfig _config;
    private readonly PagingFormat _format;
    private readonly Random _random;
    private readonly TableMemory _memory;
    private readonly PhysicalAddress _root;

    public OneSlot(string architecture, Random random)
    {
        (_config, _random) = (ArchVectors.Of(architecture), random);
        _format = PagingFormat.Of(_config.Architecture);
        _memory = new(new PhysicalAddress(0x40_0000), 1 << 19, _config.Architecture.Layout.IsBigEndian);
        LevelGeometry pmd = _config.Levels.Single(level => level.Shift == PmdShift);
        Start = NaiveAddresses.Canonical(_config, random.NextUInt64() & (ulong.MaxValue >> (64 - _config.VirtualAddressBits)), random.OneIn(2)) & ~((1UL << PmdShift) - 1);
        PhysicalAddress table = NewTable(_config.Levels[0]);
        _root = _format.Root(table, 0);
        foreach (LevelGeometry level in _config.Levels.Where(level => level.Shift > PmdShift))
        {
            PhysicalAddress next = NewTable(_config.Levels[_config.Levels.ToList().IndexOf(level) + 1]);
            _memory.Write(SlotIn(table, level), _format.LinuxTable(random, next, level.Shift), EntryBits);
            table = next;
        }

        Slot = SlotIn(table, pmd);
    }

    /// <summary>The first address that the slot's entry covers.</summary>
    public ulong Start { get; }

    public ulong End => unchecked(Start + (1UL << PmdShift));

    public PhysicalAddress Slot { get; }

    /// <summary>The value of an empty slot.</summary>
    public ulong Empty => _format.Empty(PmdShift);

    public Ledger Ledger { get; } = new();

    public int PageShift => _config.Architecture.Layout.PageShift;

    public ulong Value
    {
        get => _memory.Read(Slot, EntryBits);
        set => _memory.Write(Slot, value, EntryBits);
    }

    private int PmdShift => _config.Architecture.Layout.Levels.Single(level => level.Owner == PageTableLevel.Pmd).Shift;

    private int EntryBits => _config.Architecture.Layout.EntryBits;

    /// <summary>What a slot can hold beside a table, each found by what the predicates say of it; an architecture may have no bad ones.</summary>
    public IEnumerable<(string State, ulong Value)> StatesWithoutATable()
    {
        yield return ("none", Empty);
        yield return ("huge", _format.Leaf(_random, PmdShift)!.Value);
        Kernel kernel = Kernel.Of(_config.Architecture.Layout.Name);
        if (kernel.Find("Swapops", "SwpEntryToPmd") is not null)
        {
            yield return ("migration", Migration(kernel));
        }

        for (int count = 0; count < 1_000; count++)
        {
            ulong junk = _format.Junk(_random, PmdShift);
            if (KindOf(junk) == EntryKind.Bad)
            {
                yield return ("bad", junk);
                yield break;
            }
        }
    }

    /// <summary>A value that points to a page table which is full of pages of its own.</summary>
    public ulong NewPageTable()
    {
        LevelGeometry lowest = _config.Levels[^1];
        PhysicalAddress table = NewTable(lowest);
        for (int index = 0; index < 1 << lowest.IndexBits; index++)
        {
            ulong page = _format.LinuxTableOffset == 0 ? _format.Leaf(_random, lowest.Shift)!.Value : _format.LinuxPage(_random);
            _memory.Write(new(table.Value + (ulong)(index * EntryBits / 8) + unchecked((ulong)_format.LinuxTableOffset)), page, EntryBits);
        }

        return _format.LinuxTable(_random, table, PmdShift);
    }

    public EntryKind KindOf(ulong value) => _config.Architecture.Decode(PageTableLevel.Pmd, value, []).Kind;

    public int Walk(WalkCallbacks callbacks, PteForm form = PteForm.Entry) =>
        RangeWalker.Of(_config.Architecture.Layout.Name).Walk(new LedgerMm(_memory.Memory, Ledger), _root, Start, End, form, callbacks);

    /// <summary>What a walk tells of the slot's part of the address space as it is now, the callbacks of the levels above left out.</summary>
    public IEnumerable<Event> Expected() => BelowPud(ExpectedWalk.Of(_config, _memory, _root, Start, End, PteForm.Entry));

    public static IEnumerable<Event> BelowPud(IEnumerable<Event> events) =>
        events.Where(callback => callback.Level is PageTableLevel.Pmd or PageTableLevel.Pte);

    public void Dispose() => _memory.Dispose();

    private static ulong Migration(Kernel kernel)
    {
        object migration = kernel.Type("SwpEntry").GetConstructors()[0].Invoke([kernel.Type("Swapops").GetField("SwpMigrationWrite")!.GetRawConstantValue(), 0x200UL]);
        return Kernel.ValueOf(kernel.Call("Swapops", "SwpEntryToPmd", migration));
    }

    private PhysicalAddress NewTable(LevelGeometry level)
    {
        PhysicalAddress table = _format.LinuxTableOffset != 0 && level == _config.Levels[^1]
            ? new(_memory.Allocate(4096).Value + unchecked((ulong)-_format.LinuxTableOffset))
            : _memory.Allocate((1 << level.IndexBits) * EntryBits / 8);
        _memory.Fill(table, 1 << level.IndexBits, _format.Empty(level.Shift), EntryBits);
        return table;
    }

    private PhysicalAddress SlotIn(PhysicalAddress table, LevelGeometry level) =>
        new(table.Value + (((Start >> level.Shift) & ((1UL << level.IndexBits) - 1)) * (ulong)EntryBits / 8));
}
