using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>One callback of a range walk.</summary>
internal sealed record Event(string What, PageTableLevel Level, ulong Address, ulong Next, ulong Entry)
{
    public override string ToString() => $"{What} {Level} 0x{Address:x}..0x{Next:x} of 0x{Entry:x16}";
}

/// <summary>
/// The reference: which callbacks a walk of a range makes, found by looking at the tables entry by entry. Ends are kept in 128
/// bits, so that the end of the word is a number like any other; what an entry is comes from the predicates, which have tests of
/// their own.
/// </summary>
internal sealed class ExpectedWalk(VectorConfig config, TableMemory memory, PteForm form, Func<PageTableLevel, ulong, bool> descends)
{
    private readonly List<Event> _events = [];
    private readonly PagingFormat _format = PagingFormat.Of(config.Architecture);

    public static IReadOnlyList<Event> Of(
        VectorConfig config, TableMemory memory, PhysicalAddress root, ulong start, ulong end, PteForm form, Func<PageTableLevel, ulong, bool>? descends = null)
    {
        ExpectedWalk walk = new(config, memory, form, descends ?? ((_, _) => true));
        UInt128 stop = end == 0 ? UInt128.One << 64 : end;
        if (start < stop)
        {
            walk.Halves(root, start, stop);
        }

        return walk._events;
    }

    private void Halves(PhysicalAddress root, UInt128 start, UInt128 end)
    {
        UInt128 wordEnd = UInt128.One << 64;
        if (_format.HasTypes)
        {
            RootEntry top = _format.ReadRoot(root);
            LevelLayout first = config.Architecture.Layout.Levels[top.Skipped];
            UInt128 limit = UInt128.One << (first.Shift + first.IndexBits);
            Within(start, end, 0, limit, (from, to) => LeftOut(top, 0, from, to));
            Within(start, end, limit, wordEnd, (from, to) => Add("hole", PageTableLevel.Pgd, from, to, 0));
            return;
        }

        UInt128 half = UInt128.One << NaiveAddresses.HalfBits(config);
        UInt128 upper = NaiveAddresses.HasUpperHalf(config) ? NaiveAddresses.UpperStart(config) : wordEnd;
        Within(start, end, 0, half, (from, to) => Table(0, root, 0, from, to));
        Within(start, end, half, upper, (from, to) => Add("hole", PageTableLevel.Pgd, from, to, 0));
        UInt128 upperEnd = config.Architecture.Layout.UpperStart is null ? wordEnd : upper + half;
        UInt128 tableStart = config.Architecture.Layout.UpperStart is null ? wordEnd - (UInt128.One << config.VirtualAddressBits) : upper;
        Within(start, end, upper, upperEnd, (from, to) => Table(0, root, tableStart, from, to));
        Within(start, end, upperEnd, wordEnd, (from, to) => Add("hole", PageTableLevel.Pgd, from, to, 0));
    }

    // A level that is left out is told of by the first entry of the level that is there, once for all of the range.
    private void LeftOut(RootEntry top, int depth, UInt128 start, UInt128 end)
    {
        if (depth == top.Skipped)
        {
            Table(depth, top.Table, 0, start, end);
            return;
        }

        LevelLayout first = config.Architecture.Layout.Levels[top.Skipped];
        LevelLayout level = config.Architecture.Layout.Levels[depth];
        ulong entry = memory.Read(new(top.Table.Value + ((ulong)(start >> first.Shift) * 8)), config.Architecture.Layout.EntryBits);
        Add("entry", level.Owner, start, end, entry);
        if (descends(level.Owner, entry))
        {
            LeftOut(top, depth + 1, start, end);
        }
    }

    private void Table(int depth, PhysicalAddress table, UInt128 tableStart, UInt128 start, UInt128 end)
    {
        LevelLayout level = config.Architecture.Layout.Levels[depth];
        int entryBytes = config.Architecture.Layout.EntryBytes;
        table = level.Owner == PageTableLevel.Pte ? new(table.Value + unchecked((ulong)_format.LinuxTableOffset)) : table;
        if (!memory.Holds(table, (1 << level.IndexBits) * entryBytes))
        {
            Add("missing", PageTableLevel.Pte, start, end, table.Value);
            return;
        }

        int entries = 1 << level.IndexBits;
        for (int index = (int)((start - tableStart) >> level.Shift); index < entries; index++)
        {
            UInt128 from = tableStart + ((UInt128)index << level.Shift);
            if (from >= end)
            {
                break;
            }

            ulong entry = memory.Read(new(table.Value + (ulong)(index * entryBytes)), config.Architecture.Layout.EntryBits);
            Within(start, end, from, from + (UInt128.One << level.Shift), (first, last) => Entry(depth, level, from, first, last, entry));
        }
    }

    // One word, told of once under each of its names as long as the callbacks of the names above do not turn away.
    private void Entry(int depth, LevelLayout level, UInt128 entryStart, UInt128 start, UInt128 end, ulong entry)
    {
        if (level.Owner == PageTableLevel.Pte)
        {
            Add("pte", PageTableLevel.Pte, start, end, entry);
            return;
        }

        foreach (PageTableLevel name in level.Names)
        {
            DecodedEntry decoded = config.Architecture.Decode(name, entry, []);
            if (decoded.Kind == EntryKind.None)
            {
                Add("hole", name, start, end, 0);
                return;
            }

            Add("entry", name, start, end, entry);
            if (decoded.Kind != EntryKind.Table || !descends(name, entry))
            {
                return;
            }

            if (name == level.Owner && !(name == PageTableLevel.Pmd && form == PteForm.None))
            {
                Table(depth + 1, decoded.Address!.Value, entryStart, start, end);
            }
        }
    }

    private void Add(string what, PageTableLevel level, UInt128 start, UInt128 end, ulong entry) =>
        _events.Add(new Event(what, level, (ulong)start, unchecked((ulong)end), entry));

    private static void Within(UInt128 start, UInt128 end, UInt128 from, UInt128 to, Action<UInt128, UInt128> action)
    {
        (UInt128 first, UInt128 last) = (UInt128.Max(start, from), UInt128.Min(end, to));
        if (first < last)
        {
            action(first, last);
        }
    }
}
