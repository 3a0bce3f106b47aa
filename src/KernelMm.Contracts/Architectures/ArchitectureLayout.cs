namespace KernelMm.Contracts;

/// <summary>What a level file says of an architecture, for tools that print it or choose by it.</summary>
/// <param name="Name">The level file's name without its extensions: <c>x64</c>.</param>
/// <param name="Description">One line for people.</param>
/// <param name="PageShift">The base page's size as a power of two.</param>
/// <param name="EntryBits">How many bits of an entry have a meaning, from 16 to 64.</param>
/// <param name="VirtualAddressBits">How many low bits of a virtual address are translated.</param>
/// <param name="Extension">What the bits above must be.</param>
/// <param name="PhysicalAddressBits">The widest physical address an entry can hold.</param>
/// <param name="Root">Where a walk starts.</param>
/// <param name="Levels">The levels that take memory, highest first.</param>
/// <param name="Parameters">What a running kernel decides.</param>
/// <param name="IsBigEndian">Whether an entry stands in memory with its highest byte first, whatever the processor's own order is.</param>
/// <param name="UpperStart">Where the upper half begins that does not end with the 64-bit word; else null.</param>
public sealed record ArchitectureLayout(
    string Name,
    string Description,
    int PageShift,
    int EntryBits,
    int VirtualAddressBits,
    AddressExtension Extension,
    int PhysicalAddressBits,
    RootLayout Root,
    IReadOnlyList<LevelLayout> Levels,
    IReadOnlyList<ParameterLayout> Parameters,
    bool IsBigEndian = false,
    ulong? UpperStart = null)
{
    /// <summary>The number of bytes that an entry takes: 4 or 8.</summary>
    public int EntryBytes => EntryBits > 32 ? 8 : 4;

    /// <summary>Whether there is an upper half of the address space.</summary>
    public bool HasUpperHalf => Extension != AddressExtension.Zero && VirtualAddressBits < 64;

    /// <summary>The last address of the lower half, or of all where there is no upper one.</summary>
    public VirtualAddress LowerLast => new(ulong.MaxValue >> (64 - VirtualAddressBits + (Extension == AddressExtension.Sign && VirtualAddressBits < 64 ? 1 : 0)));

    /// <summary>The first address of the upper half.</summary>
    public VirtualAddress UpperFirst => new(UpperStart ?? ~LowerLast.Value);

    /// <summary>The last address of the upper half.</summary>
    public VirtualAddress UpperLast => new(UpperStart is { } start ? start + LowerLast.Value : ulong.MaxValue);
}

/// <summary>Where a walk starts.</summary>
/// <param name="Register">The register that holds the top table's address: <c>CR3</c>; that of the lower half where each half has its own.</param>
/// <param name="Address">Where the register holds the bits of the top table's physical address.</param>
/// <param name="Machine">The <c>e_machine</c> of ELF files of this architecture, or 0 where there is none.</param>
/// <param name="Mode">The condition on the image's own registers under which this architecture applies, or null: <c>CR4.12=1</c>.</param>
/// <param name="UpperRegister">The register of the upper half's top table, or null where one table serves all addresses.</param>
/// <param name="DescriptionMask">The bits of a root below its address that say what the top table is, where there are such; a root is then the address with them.</param>
public sealed record RootLayout(
    string Register, IReadOnlyList<AddressSlice> Address, int Machine, string? Mode, string? UpperRegister = null, ulong DescriptionMask = 0)
{
    /// <summary>The root that a register's value names: the top table's physical address, with the bits that say what it is where there are such.</summary>
    public PhysicalAddress RootOf(ulong register) =>
        new(Address.Aggregate(register & DescriptionMask, (address, slice) => address | slice.AddressBits(register)));
}

/// <summary>A run of neighbouring bits that holds a run of bits of an address.</summary>
/// <param name="HighBit">The highest bit.</param>
/// <param name="LowBit">The lowest bit.</param>
/// <param name="At">The bit of the address that <paramref name="LowBit"/> holds.</param>
public sealed record AddressSlice(int HighBit, int LowBit, int At)
{
    /// <summary>The bits of the address that a value holds here.</summary>
    public ulong AddressBits(ulong value) => (value << (63 - HighBit) >> (63 - HighBit + LowBit)) << At;
}

/// <summary>One level that takes memory.</summary>
/// <param name="Names">Linux's names for its entries, highest first; all but the last are folded into it. The last one owns the predicates.</param>
/// <param name="ManualName">The hardware manual's name for an entry.</param>
/// <param name="Shift">What one entry covers, as a power of two.</param>
/// <param name="IndexBits">How many bits of the address choose the entry.</param>
/// <param name="HardwareLeaf">Whether hardware takes a leaf here.</param>
/// <param name="LinuxLeaf">Whether Linux makes one here.</param>
/// <param name="Fields">The bit groups of an entry, lowest first; those that hold addresses are called <c>address</c>.</param>
/// <param name="Predicates">The kernel's names of this level's predicates without the level's prefix, in the order of <see cref="DecodedEntry.Predicates"/>.</param>
/// <param name="ContiguousShift">What a run of entries with the contiguous hint maps, as a power of two; 0 where there is no such hint.</param>
public sealed record LevelLayout(
    IReadOnlyList<PageTableLevel> Names,
    string ManualName,
    int Shift,
    int IndexBits,
    bool HardwareLeaf,
    bool LinuxLeaf,
    IReadOnlyList<FieldLayout> Fields,
    IReadOnlyList<string> Predicates,
    int ContiguousShift = 0)
{
    /// <summary>What the names that are folded into another answer to, in the order of <see cref="DecodedEntry.Predicates"/>.</summary>
    public static IReadOnlyList<string> FoldedPredicates { get; } = ["none", "present", "leaf", "bad"];

    /// <summary>The name whose predicates decide, the lowest of <see cref="Names"/>.</summary>
    public PageTableLevel Owner => Names[^1];

    /// <summary>What one entry covers.</summary>
    public ByteCount Coverage => ByteCount.FromShift(Shift);
}

/// <summary>A group of neighbouring bits of an entry.</summary>
/// <param name="Name">The level file's name for it: <c>accessed</c>.</param>
/// <param name="LinuxName">Linux's name, or null: <c>_PAGE_ACCESSED</c>.</param>
/// <param name="ManualName">The hardware manual's name, or null: <c>A</c>.</param>
/// <param name="HighBit">Its highest bit.</param>
/// <param name="LowBit">Its lowest bit.</param>
/// <param name="Classes">The kinds of entries it has its meaning in.</param>
/// <param name="Description">What it means when set.</param>
public sealed record FieldLayout(
    string Name, string? LinuxName, string? ManualName, int HighBit, int LowBit, EntryClasses Classes, string Description);

/// <summary>Something a running kernel decides, with the value it has unless said otherwise.</summary>
/// <param name="Name">Its name on the command line: <c>memory_failure</c>.</param>
/// <param name="Description">What it decides, and by which kernel option.</param>
/// <param name="Default">Its value unless said otherwise; 0 and 1 where it is a switch.</param>
/// <param name="IsSwitch">Whether only 0 and 1 are values.</param>
public sealed record ParameterLayout(string Name, string Description, ulong Default, bool IsSwitch);
