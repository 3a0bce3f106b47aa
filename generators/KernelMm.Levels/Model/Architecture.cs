namespace KernelMm.Levels.Model;

/// <summary>
/// What a level file says, checked and with every name resolved: predicates are masks, levels carry their own fields. All that is
/// emitted derives from this record, and two equal files make equal records.
/// </summary>
/// <param name="Name">The file's name without its extensions: <c>x64</c>.</param>
/// <param name="Namespace">The last part of the namespace the types go to: <c>X64</c>.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Source">The manuals and the kernel version the file was written from, or null.</param>
/// <param name="PageShift">The base page's size as a power of two.</param>
/// <param name="EntryBits">How many bits of an entry have a meaning; it stands in a word of 32 or 64.</param>
/// <param name="ReadInHalves">Whether the machine reads and writes an entry as two 32-bit words, so that a reader may see halves of two.</param>
/// <param name="IsBigEndian">Whether an entry stands in memory with its highest byte first, whatever the processor's own order is.</param>
/// <param name="Address">Which virtual addresses there are.</param>
/// <param name="PhysicalAddressBits">The widest physical address an entry can hold.</param>
/// <param name="Root">Where a walk starts.</param>
/// <param name="Parameters">What a running kernel decides, in the file's order.</param>
/// <param name="Levels">The levels that take memory, highest first.</param>
/// <param name="Protections">Named bits of leaves, in the file's order.</param>
/// <param name="ProtectionMap">The protections of pages by what their mapping allows: reading (1), writing (2), executing (4), being shared (8); none where the file does not say.</param>
/// <param name="UserFaults">Which faults of user code are handled; null where the file does not say.</param>
/// <param name="MarkedBy">Who marks entries as used.</param>
/// <param name="AlignedLeaves">Whether hardware refuses a leaf whose address is not a multiple of what it covers; otherwise it ignores the low bits.</param>
/// <param name="Swap">The swap-entry layout, or null where no level holds swap entries.</param>
public sealed record Architecture(
    string Name,
    string Namespace,
    string Description,
    string? Source,
    int PageShift,
    int EntryBits,
    bool ReadInHalves,
    bool IsBigEndian,
    VirtualAddressRule Address,
    int PhysicalAddressBits,
    Root Root,
    EquatableArray<Parameter> Parameters,
    EquatableArray<Level> Levels,
    EquatableArray<Protection> Protections,
    EquatableArray<Protection> ProtectionMap,
    UserFaults? UserFaults,
    MarkedBy MarkedBy,
    bool AlignedLeaves,
    SwapLayout? Swap);

/// <summary>Which virtual addresses there are.</summary>
/// <param name="Bits">How many low bits are translated.</param>
/// <param name="Extension">What the bits above must be.</param>
/// <param name="UpperStart">Where the upper half begins that does not end with the 64-bit word; else null.</param>
public sealed record VirtualAddressRule(int Bits, AddressExtension Extension, ulong? UpperStart = null)
{
    /// <summary>Whether there is an upper half.</summary>
    public bool HasUpperHalf => Extension != AddressExtension.Zero && Bits < 64;

    /// <summary>The last address of the lower half, or of all where there is no upper one.</summary>
    public ulong LowerLast => Model.Bits.All(Extension == AddressExtension.Sign && Bits < 64 ? Bits - 1 : Bits);

    /// <summary>The first address of the upper half.</summary>
    public ulong UpperFirst => UpperStart ?? ~LowerLast;

    /// <summary>The last address of the upper half.</summary>
    public ulong UpperLast => UpperStart is { } start ? start + Model.Bits.All(Bits) : ulong.MaxValue;
}

/// <summary>What the bits above the translated ones must be.</summary>
public enum AddressExtension
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>Copies of the highest translated bit: one table, whose upper half is the address space's.</summary>
    Sign,

    /// <summary>All zero or all one, whatever the translated bits are: two halves of the full width, each with a root of its own.</summary>
    Halves,
}

/// <summary>Where a walk starts.</summary>
/// <param name="Register">The register that holds the top table's address; that of the lower half where each half has its own.</param>
/// <param name="UpperRegister">The register of the upper half's top table, or null where one table serves all addresses.</param>
/// <param name="Address">Which of its bits do.</param>
/// <param name="ElfMachine">The <c>e_machine</c> of ELF files of this architecture, or 0.</param>
/// <param name="Mode">The condition on the image's registers under which the architecture applies, or null.</param>
/// <param name="Type">The root's bits that say of which type the top table's entries are, or null where the highest level is always the top. A
/// root is then the register's value: an address and, below it, what the table is.</param>
/// <param name="Limits">Which entries the top table has, or null for all.</param>
public sealed record Root(
    string Register, string? UpperRegister, EquatableArray<Slice> Address, int ElfMachine, string? Mode, EntryBitRange? Type = null, TableLimits? Limits = null);

/// <summary>A group of neighbouring bits.</summary>
/// <param name="High">The highest.</param>
/// <param name="Low">The lowest.</param>
public sealed record EntryBitRange(int High, int Low)
{
    /// <summary>The bits as a mask.</summary>
    public ulong Mask => Bits.Mask(High, Low);
}

/// <summary>Which entries a table has, as what points to it says: from <paramref name="From"/> times the unit up to and without (<paramref name="To"/> + 1) times the unit.</summary>
/// <param name="From">The bits that say the first, or null where that is 0.</param>
/// <param name="To">The bits that say the last.</param>
/// <param name="Unit">How many entries one is.</param>
public sealed record TableLimits(EntryBitRange? From, EntryBitRange To, int Unit);

/// <summary>Something a running kernel decides.</summary>
/// <param name="Name">Its name, in the file's spelling.</param>
/// <param name="Default">Its value unless said otherwise; 0 and 1 where it is a switch.</param>
/// <param name="IsSwitch">Whether only 0 and 1 are values.</param>
/// <param name="Description">What it decides.</param>
public sealed record Parameter(string Name, ulong Default, bool IsSwitch, string Description);

/// <summary>A run of neighbouring bits of an entry that holds a run of bits of an address or number.</summary>
/// <param name="High">The highest bit in the entry.</param>
/// <param name="Low">The lowest bit in the entry.</param>
/// <param name="At">The bit of the address that <paramref name="Low"/> holds.</param>
/// <param name="When">The switch parameter under which they do, or null for always.</param>
public sealed record Slice(int High, int Low, int At, string? When = null)
{
    /// <summary>The entry's bits that belong to the slice.</summary>
    public ulong Mask => Bits.Mask(High, Low);

    /// <summary>The highest bit of the address that the slice holds.</summary>
    public int AtHigh => At + High - Low;
}

/// <summary>Named bits of a leaf, such as <c>page_shared</c>.</summary>
/// <param name="Name">Its name, in the file's spelling.</param>
/// <param name="Value">The bits.</param>
public sealed record Protection(string Name, ulong Value);
