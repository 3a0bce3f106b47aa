namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Stage 1 descriptors of the Arm ARM, section D8.3, for each granule, with LPA and LPA2 where addresses have 52 bits.</summary>
internal sealed class Arm64Format(ArchitectureLayout layout) : PagingFormat
{
    private const int User = 6;
    private const int ReadOnly = 7;
    private const int Pxn = 53;
    private const int Uxn = 54;
    private const int PxnTable = 59;
    private const int UxnTable = 60;
    private const int NoUserTable = 61;
    private const int ReadOnlyTable = 62;

    private readonly int _page = layout.PageShift;
    private readonly bool _isWide = layout.PhysicalAddressBits == 52;

    // Bits that say nothing of where a leaf leads and that no memory type reserves.
    private ulong LeafNoise => 0x07ff_0000_0000_0cfcUL & ~(3UL << 48) | (_isWide && _page < 16 ? 0 : 0x300UL);

    public override ulong Table(Random random, PhysicalAddress table, int shift) => Address(table.Value) | 3 | (random.NextUInt64() & (0x1fUL << 59));

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Address(table.Value) | 3 | (1UL << (random.OneIn(2) ? PxnTable : UxnTable));

    public override ulong? Leaf(Random random, int shift)
    {
        if (!IsBlockLevel(shift))
        {
            return null;
        }

        ulong address = Bits(random.NextUInt64(), layout.PhysicalAddressBits - 1, shift);
        return Address(address) | (shift == _page ? 3UL : 1UL) | (random.NextUInt64() & LeafNoise);
    }

    public override ulong Junk(Random random, int shift) => random.Next(4) switch
    {
        0 => random.NextUInt64() & ~1UL,
        1 => 1UL << random.Next(1, 64),
        // PROT_NONE, which is valid to Linux alone.
        2 => Address(random.NextUInt64()) | 0x0060_0000_0000_0f82,
        // The other type: reserved at the lowest level, and where there are no blocks.
        _ => shift == _page || !IsBlockLevel(shift) ? (random.NextUInt64() & ~2UL) | 1 : 0,
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (!Has(entry, 0))
        {
            return HardwareEntry.Refused;
        }

        ulong address = Bits(entry, _isWide && _page < 16 ? 49 : 47, _page)
            | (!_isWide ? 0 : _page == 16 ? Bits(entry, 15, 12) << 36 : Bits(entry, 9, 8) << 42);
        bool isTable = Has(entry, 1) && shift > _page;
        if (isTable)
        {
            return new(EntryKind.Table, new(address), 0, Unless(entry, NoUserTable, AccessRights.User) | Unless(entry, ReadOnlyTable, AccessRights.Write)
                | Unless(entry, UxnTable, AccessRights.UserExecute) | Unless(entry, PxnTable, AccessRights.KernelExecute));
        }

        AccessRights rights = (Has(entry, User) ? AccessRights.User : 0) | Unless(entry, ReadOnly, AccessRights.Write)
            | Unless(entry, Uxn, AccessRights.UserExecute) | Unless(entry, Pxn, AccessRights.KernelExecute);
        return Has(entry, 1) != (shift == _page) || !IsBlockLevel(shift) ? HardwareEntry.Refused
            : new(EntryKind.Leaf, new(Bits(address, 63, shift)), shift, rights);
    }

    // Tables take rights away; and the kernel executes nothing that user code can write in the end.
    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf)
    {
        AccessRights rights = above & here;
        bool isUserWritable = rights.HasFlag(AccessRights.User) && rights.HasFlag(AccessRights.Write);
        return isLeaf && isUserWritable ? rights & ~AccessRights.KernelExecute : rights;
    }

    // Table D8-21 and its like: 1 GiB, 2 MiB; 32 MiB; 512 MiB; and one level more with 52-bit addresses.
    private bool IsBlockLevel(int shift) => shift == _page || _page switch
    {
        12 => shift is 21 or 30 || (_isWide && shift == 39),
        14 => shift == 25 || (_isWide && shift == 36),
        _ => shift == 29 || (_isWide && shift == 42),
    };

    private ulong Address(ulong address) => !_isWide ? Bits(address, 47, _page)
        : _page == 16 ? Bits(address, 47, 16) | (Bits(address, 51, 48) >> 36)
        : Bits(address, 49, _page) | (Bits(address, 51, 50) >> 42);

    private static AccessRights Unless(ulong entry, int bit, AccessRights right) => Has(entry, bit) ? 0 : right;
}
