namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>One configuration of the reference vectors.</summary>
internal sealed record VectorConfig(
    IArchitecture Architecture,
    int VirtualAddressBits,
    IReadOnlyList<LevelGeometry> Levels,
    IReadOnlyList<VectorPredicate> Predicates,
    IReadOnlyList<VectorExample> Examples,
    IReadOnlyList<VectorAddress> Addresses,
    IReadOnlyList<VectorWalk> Walks)
{
    /// <summary>The depths that tables can have, shallowest first; one where the root says none.</summary>
    public required IReadOnlyList<VectorDepth> Depths { get; init; }

    /// <summary>Raw entries that there are, to make others like them.</summary>
    public IReadOnlyList<ulong> TypicalEntries { get; } = [.. Examples.Select(example => example.Raw)];
}

/// <summary>A depth of tables: what the root says for it, the levels, and what addresses come to.</summary>
internal sealed record VectorDepth(int RootType, IReadOnlyList<LevelGeometry> Levels, IReadOnlyList<VectorAddress> Addresses);

/// <summary>A level that takes memory, highest first; <paramref name="Name"/> is the highest of its names.</summary>
internal sealed record LevelGeometry(PageTableLevel Name, int Shift, int IndexBits);

/// <summary>A predicate of the kernel and the C expression that equals it.</summary>
internal sealed record VectorPredicate(PageTableLevel Level, string Name, string Expression);

/// <summary>A raw entry and all that the kernel says of it.</summary>
internal sealed record VectorExample(
    PageTableLevel Level, ulong Raw, string Class, string Decode, IReadOnlyDictionary<string, bool> Predicates, string Note);

/// <summary>An address and its index at each of the config's levels; null where it lies outside the address space.</summary>
internal sealed record VectorAddress(VirtualAddress Address, IReadOnlyList<int>? Indices);

/// <summary>A walk that an emulator made.</summary>
internal sealed record VectorWalk(string Note, VirtualAddress Address, PhysicalAddress Root, PhysicalAddress Result, IReadOnlyList<VectorWalkRow> Rows);

/// <summary>One entry of a walk.</summary>
internal sealed record VectorWalkRow(PageTableLevel Level, PhysicalAddress Slot, ulong Entry);
