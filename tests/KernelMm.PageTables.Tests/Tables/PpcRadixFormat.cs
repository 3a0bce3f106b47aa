namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Page-directory and page-table entries of the radix tree: Power ISA 3.0B book III, section 5.7.10. Bits are numbered from the lowest.</summary>
internal sealed class PpcRadixFormat(int pageShift) : PagingFormat
{
    private const int Valid = 63;
    private const int IsLeaf = 62;
    private const int Privileged = 3;
    private const int Readable = 2;
    private const int Write = 1;
    private const int Exec = 0;

    public override ulong Table(Random random, PhysicalAddress table, int shift) => LinuxTable(random, table, shift) | (random.NextUInt64() & 0x3000_0000_0000_0000);

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => (1UL << Valid) | Bits(table.Value, 59, 8) | Size(shift);

    public override ulong? Leaf(Random random, int shift) =>
        shift == 39 ? null : (3UL << IsLeaf) | Bits(random.NextUInt64(), 56, shift) | (random.NextUInt64() & 0xfff);

    public override ulong Junk(Random random, int shift) => random.Next(4) switch
    {
        0 => random.NextUInt64() & ~(1UL << Valid),
        // Not valid for a moment, and swapped out.
        1 => (3UL << 61) | (random.NextUInt64() & 0xffff_ffff),
        2 => (1UL << IsLeaf) | (random.NextUInt64() & 0xffff_ffff),
        // A table of a size that this tree does not have; at the lowest level a table at all.
        _ => (1UL << Valid) | Bits(random.NextUInt64(), 59, 8) | (Size(shift) ^ 8),
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (!Has(entry, Valid))
        {
            return HardwareEntry.Refused;
        }

        if (!Has(entry, IsLeaf))
        {
            return shift == pageShift || Bits(entry, 4, 0) != Size(shift) ? HardwareEntry.Refused : new(EntryKind.Table, new(Bits(entry, 59, 8)), 0, default);
        }

        return shift == 39 ? HardwareEntry.Refused : new(EntryKind.Leaf, new(Bits(entry, 56, shift)), shift,
            (Has(entry, Privileged) ? 0 : AccessRights.User) | (Has(entry, Write) ? AccessRights.Write : 0)
            | (Has(entry, Exec) ? AccessRights.UserExecute | AccessRights.KernelExecute : 0));
    }

    public override bool IsReadable(ulong leaf, int shift) => Has(leaf, Readable) || Has(leaf, Write);

    // Only leaves have rights.
    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => isLeaf ? here : above;

    // How many entries the next table has, as a power of two.
    private ulong Size(int shift) => shift == 21 && pageShift == 16 ? 5UL : 9;
}
