namespace KernelMm.Levels.Model;

/// <summary>One level that takes memory.</summary>
/// <param name="Names">Linux's names for its entries, highest first; all but the last are folded into it.</param>
/// <param name="ManualName">The hardware manual's name for an entry.</param>
/// <param name="Shift">What one entry covers, as a power of two.</param>
/// <param name="IndexBits">How many bits of the address choose the entry.</param>
/// <param name="Leaf">Who takes a leaf here.</param>
/// <param name="Fields">The bit groups of an entry, lowest bit first.</param>
/// <param name="Predicates">What Linux asks of an entry, in the file's order. <c>none</c> and <c>present</c> are always there, and above the lowest level <c>leaf</c> and <c>bad</c> too, last and never true
/// where the file says nothing; at the lowest level what is present is a leaf, and these two are there only if the file has them.</param>
/// <param name="Transitions">What Linux makes of an entry, in the file's order.</param>
/// <param name="TableAddress">Where the next table's address stands; empty at the lowest level.</param>
/// <param name="LeafAddress">Where a page's address stands; bits below <paramref name="Shift"/> are left out.</param>
/// <param name="HardwareLeafAddress">The same as hardware reads it, which may know more of its bits than Linux.</param>
/// <param name="InvertedWhen">When the address bits are stored complemented, or null for never.</param>
/// <param name="Grouped">When neighbouring entries map one bigger page together, or null for never.</param>
/// <param name="ContiguousShift">What a run of entries with the contiguous hint maps, as a power of two; 0 where there is no such hint.</param>
/// <param name="TableEntry">The bits of an entry that points to a table of a user address space; 0 at the lowest level.</param>
/// <param name="KernelTableEntry">The bits of an entry that points to a table of the kernel's; 0 at the lowest level.</param>
/// <param name="Hardware">What the MMU asks of an entry.</param>
/// <param name="Empty">The value of an entry that is none.</param>
/// <param name="Type">The bits by which an entry says of which level it is, or null where it does not; one of a lower value is of a lower level.</param>
/// <param name="TypeValue">Their value at this level.</param>
/// <param name="Limits">Which entries the table has that an entry points to, or null for all.</param>
/// <param name="LinuxTableOffset">Where Linux's own table of this level lies, seen from the hardware's, where there are two; else 0.</param>
/// <param name="ExistsWhen">The switch parameter under which there is the level at all, or null for always.</param>
/// <param name="SwapBits">The bits that every swap entry of this level has set beside its type and offset.</param>
/// <param name="LeafWhen">What makes an entry a leaf that Linux's own leaf test does not take for one, or null where there is none such.</param>
/// <param name="HoldsSwap">Whether a non-present entry is a swap entry here.</param>
public sealed record Level(
    EquatableArray<LevelName> Names,
    string ManualName,
    int Shift,
    int IndexBits,
    LeafSupport Leaf,
    EquatableArray<Field> Fields,
    EquatableArray<Predicate> Predicates,
    EquatableArray<Transition> Transitions,
    EquatableArray<Slice> TableAddress,
    EquatableArray<Slice> LeafAddress,
    EquatableArray<Slice> HardwareLeafAddress,
    Test? InvertedWhen,
    EntryGroup? Grouped,
    int ContiguousShift,
    ulong TableEntry,
    ulong KernelTableEntry,
    HardwareEntry Hardware,
    ulong Empty,
    EntryBitRange? Type,
    int TypeValue,
    TableLimits? Limits,
    int LinuxTableOffset,
    string? ExistsWhen,
    ulong SwapBits,
    Test? LeafWhen,
    bool HoldsSwap)
{
    /// <summary>The name whose predicates decide: the lowest.</summary>
    public LevelName Owner => Names[Names.Count - 1];

    /// <summary>The highest name, that of the table a walk steps into.</summary>
    public LevelName Top => Names[0];

    /// <summary>The fields and, as if they were fields too, the bits that hold addresses: all that a diagram draws, lowest bit first. What
    /// has its meaning in leaves alone is left out where there are none.</summary>
    public IEnumerable<Field> FieldsAndAddress =>
        Fields.Concat(AddressFields(TableAddress, FieldClasses.Table)).Concat(AddressFields(HardwareLeafAddress, FieldClasses.Leaf))
            .Where(one => Leaf != LeafSupport.None || one.Classes != FieldClasses.Leaf).OrderBy(one => one.Low);

    private static IEnumerable<Field> AddressFields(EquatableArray<Slice> slices, FieldClasses classes) => slices.Select(slice => new Field(
        "address", slice.High, slice.Low, null, null, classes, Denies: false, AliasOf: null, $"bits {slice.AtHigh}:{slice.At} of the physical address"));

    /// <summary>The lowest bit of the addresses of the tables that entries point to.</summary>
    public int TableAddressLow => TableAddress.Select(slice => slice.At).DefaultIfEmpty(0).Min();

    /// <summary>The number of entries of a table.</summary>
    public int Entries => 1 << IndexBits;
}

/// <summary>
/// Neighbouring entries that map one bigger page together and are all equal. Where the page's address stands in the bits of any
/// leaf's, those between the entry's size and the page's do not count: only the highest of them is set, which is the page's size.
/// </summary>
/// <param name="When">Whether an entry is one of a group.</param>
/// <param name="Shift">The size of the page that the group maps, as a power of two.</param>
/// <param name="Address">Where the page's address stands; empty where it does so in the bits of any leaf's.</param>
public sealed record EntryGroup(Test When, int Shift, EquatableArray<Slice> Address);

/// <summary>Who takes a leaf at a level.</summary>
public enum LeafSupport
{
    /// <summary>Nobody: a set leaf bit is a fault.</summary>
    None,

    /// <summary>The hardware does; Linux makes none.</summary>
    Hardware,

    /// <summary>Hardware and Linux both do.</summary>
    Linux,
}

/// <summary>A group of neighbouring bits.</summary>
/// <param name="Name">The file's name for it.</param>
/// <param name="High">Its highest bit.</param>
/// <param name="Low">Its lowest bit.</param>
/// <param name="ManualName">The hardware manual's name, or null.</param>
/// <param name="LinuxName">Linux's name, or null.</param>
/// <param name="Classes">The kinds of entries it has its meaning in.</param>
/// <param name="Denies">Whether a set bit forbids something.</param>
/// <param name="AliasOf">The field that it shares its bits with, or null.</param>
/// <param name="Description">What it means when set.</param>
public sealed record Field(
    string Name,
    int High,
    int Low,
    string? ManualName,
    string? LinuxName,
    FieldClasses Classes,
    bool Denies,
    string? AliasOf,
    string Description)
{
    /// <summary>The field's bits.</summary>
    public ulong Mask => Bits.Mask(High, Low);
}

/// <summary>The kinds of entries that a field has its meaning in.</summary>
[Flags]
public enum FieldClasses
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Entries that point to a table.</summary>
    Table = 1,

    /// <summary>Entries that map memory.</summary>
    Leaf = 2,

    /// <summary>Entries that are neither none nor present.</summary>
    NonPresent = 4,

    /// <summary>Entries of the hardware's own table, where Linux keeps a second one beside it.</summary>
    Hardware = 8,
}

/// <summary>Something Linux asks of an entry.</summary>
/// <param name="Name">The kernel's name without the level's prefix: <c>soft_dirty</c>.</param>
/// <param name="Test">What it asks.</param>
public sealed record Predicate(string Name, Test Test);

/// <summary>What the MMU asks of an entry.</summary>
/// <param name="Valid">Whether it looks at the entry at all.</param>
/// <param name="Leaf">Whether a valid entry maps memory.</param>
/// <param name="Fault">Whether a valid entry is refused all the same (reserved bits), or null where none is.</param>
/// <param name="Marks">What using it makes of it.</param>
/// <param name="TableRights">What a table entry allows; an absent right is allowed.</param>
/// <param name="LeafRights">What a leaf allows.</param>
/// <param name="UserWritableDeniesKernelExecute">Whether privileged code executes nothing that user code may write, whatever the entries say.</param>
public sealed record HardwareEntry(
    Test Valid, Test Leaf, Test? Fault, EntryMarks Marks, Rights TableRights, Rights LeafRights, bool UserWritableDeniesKernelExecute);

/// <summary>What an entry allows; a right holds when every entry of the walk allows it. Null allows.</summary>
/// <param name="User">User code may access.</param>
/// <param name="Write">It may be written.</param>
/// <param name="UserExecute">User code may execute it.</param>
/// <param name="KernelExecute">Privileged code may execute it.</param>
/// <param name="Read">It may be read.</param>
public sealed record Rights(Test? User, Test? Write, Test? UserExecute, Test? KernelExecute, Test? Read);
