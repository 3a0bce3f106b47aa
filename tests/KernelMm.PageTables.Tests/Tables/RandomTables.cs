using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Tables;

/// <summary>
/// A random address space: every level, every page size, holes, junk, tables that are missing, tables that are reached along
/// several paths, and often the first and the last entry of a table.
/// </summary>
internal sealed class RandomTables : IDisposable
{
    private const ulong MemoryStart = 0x4000_0000;

    private readonly int _memoryBytes;
    private readonly VectorConfig _config;
    private readonly Random _random;
    private readonly List<PhysicalAddress>[] _known;

    public RandomTables(VectorConfig config, Random random)
    {
        (_config, _random) = (config, random);

        // Some dozen tables where they are big, as every test walks them entry by entry.
        _memoryBytes = config.Architecture.Layout.PageShift > 14 || PagingFormat.Of(config.Architecture).HasTypes ? 1 << 21 : 1 << 20;
        _known = [.. config.Levels.Select(_ => new List<PhysicalAddress>())];
        Format = PagingFormat.Of(config.Architecture);
        Memory = new TableMemory(new PhysicalAddress(MemoryStart), _memoryBytes, config.Architecture.Layout.IsBigEndian);
        int skipped = Format.HasTypes ? random.Next(config.Levels.Count - 1) : 0;
        Root = Format.Root(Build(skipped), skipped);
        Naive = new NaiveWalk(config, Format, Memory, Root);
    }

    public PagingFormat Format { get; }

    public TableMemory Memory { get; }

    public PhysicalAddress Root { get; }

    public NaiveWalk Naive { get; }

    public void Dispose() => Memory.Dispose();

    private PhysicalAddress Build(int depth)
    {
        LevelGeometry level = _config.Levels[depth];
        bool isLowest = depth == _config.Levels.Count - 1;
        int entries = 1 << level.IndexBits;
        int bytes = entries * _config.Architecture.Layout.EntryBits / 8;
        PhysicalAddress table = NewTable(level, bytes, isLowest);
        int populated = isLowest ? (_random.OneIn(entries > 1024 ? 32 : 8) ? entries : _random.Next(24)) : _random.Next(2, 7);
        for (int count = 0; count < populated; count++)
        {
            int index = populated == entries ? count : _random.Next(4) switch { 0 => 0, 1 => entries - 1, _ => _random.Next(entries) };
            ulong entry = isLowest || _random.OneIn(3) ? Page(level) : Table(depth + 1);
            PhysicalAddress slot = new(table.Value + ((ulong)(index * bytes) / (ulong)entries));
            Memory.Write(slot, entry, _config.Architecture.Layout.EntryBits);
            if (isLowest && Format.LinuxTableOffset != 0)
            {
                Memory.Write(new(slot.Value + unchecked((ulong)Format.LinuxTableOffset)), Format.LinuxPage(_random), _config.Architecture.Layout.EntryBits);
            }
        }

        // Known only when it is whole, so that no table leads back to itself.
        _known[depth].Add(table);
        return table;
    }

    // With Linux's own table beside it, where there is one.
    private PhysicalAddress NewTable(LevelGeometry level, int bytes, bool isLowest)
    {
        PhysicalAddress table = isLowest && Format.LinuxTableOffset != 0
            ? new(Memory.Allocate(4096).Value + unchecked((ulong)-Format.LinuxTableOffset))
            : Memory.Allocate(bytes);
        Memory.Fill(table, 1 << level.IndexBits, Format.Empty(level.Shift), _config.Architecture.Layout.EntryBits);
        return table;
    }

    private ulong Page(LevelGeometry level) => _random.OneIn(3) ? Format.Junk(_random, level.Shift) : Format.Leaf(_random, level.Shift) ?? Format.Empty(level.Shift);

    private ulong Table(int depth)
    {
        PhysicalAddress table = _random.Next(8) switch
        {
            0 => new(MemoryStart + (ulong)_memoryBytes + ((ulong)_random.Next(1 << 16) << _config.Architecture.Layout.PageShift)),
            1 or 2 when _known[depth].Count > 0 => _random.Of(_known[depth]),
            _ when Memory.Remaining > (ulong)_memoryBytes / 8 => Build(depth),
            _ => new(0),
        };
        int shift = _config.Levels[depth - 1].Shift;
        return _random.OneIn(4) ? Format.Table(_random, table, shift) : Format.LinuxTable(_random, table, shift);
    }
}
