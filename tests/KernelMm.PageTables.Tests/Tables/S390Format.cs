namespace KernelMm.PageTables.Tests.Tables;

/// <summary>
/// Region, segment and page entries of z/Architecture with EDAT-1, EDAT-2 and instruction-execution protection: Principles of
/// Operation, chapter 3, "Dynamic Address Translation". Bits are numbered from the lowest.
/// </summary>
internal sealed class S390Format : PagingFormat
{
    private const int Page = 12;
    private const int Segment = 20;
    private const int Region3 = 31;
    private const int Protect = 9;
    private const int NoExecute = 8;

    public override bool HasTypes => true;

    public override ulong Empty(int shift) => shift == Page ? 0x400 : 0x20 | Type(shift);

    public override ulong Table(Random random, PhysicalAddress table, int shift)
    {
        ulong limits = shift == Segment ? 0 : random.OneIn(8) ? (random.NextUInt64() & 0xc3) : 3;
        return Origin(table, shift) | Type(shift) | limits | (random.NextUInt64() & 0x210);
    }

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Origin(table, shift) | Type(shift) | (shift == Segment ? 0UL : 3);

    public override ulong? Leaf(Random random, int shift) => shift switch
    {
        Page => Bits(random.NextUInt64(), 63, 12) | (random.NextUInt64() & 0x3fe) | 1,
        Segment => Bits(random.NextUInt64(), 63, 20) | (random.NextUInt64() & 0x7313) | 0x400,
        Region3 => Bits(random.NextUInt64(), 63, 31) | (random.NextUInt64() & 0x7313) | 0x404,
        _ => null,
    };

    // The type always fits the level, as Linux's tables are told apart by it.
    public override ulong Junk(Random random, int shift) => shift == Page
        ? random.Next(4) switch
        {
            0 => random.NextUInt64() | 0x400,
            1 => Leaf(random, shift)!.Value | 0x800,
            2 => Bits(random.NextUInt64(), 63, 12) | 0x600 | (random.NextUInt64() & 0x87e),
            _ => 0x400,
        }
        : Bits(random.NextUInt64(), 63, 12) & ~0xcUL | Type(shift) | 0x20 | (random.NextUInt64() & 0xfd3);

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (shift == Page)
        {
            return Has(entry, 10) || Has(entry, 11) ? HardwareEntry.Refused : new(EntryKind.Leaf, new(Bits(entry, 63, 12)), 12, LeafRights(entry));
        }

        if (Has(entry, 5) || (entry & 0xc) != Type(shift))
        {
            return HardwareEntry.Refused;
        }

        if (Has(entry, 10) && shift <= Region3)
        {
            return new(EntryKind.Leaf, new(Bits(entry, 63, shift)), shift, LeafRights(entry));
        }

        AccessRights rights = AccessRights.User | AccessRights.UserExecute | AccessRights.KernelExecute | Write(entry);
        return shift == Segment
            ? new(EntryKind.Table, new(Bits(entry, 63, 11)), 0, rights)
            : new(EntryKind.Table, new(Bits(entry, 63, 12)), 0, rights) { First = (int)(entry >> 6 & 3) * 512, End = ((int)(entry & 3) + 1) * 512 };
    }

    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => above & here;

    /// <summary>The table designation: bits 3:2 the type of the entries, bits 1:0 how many 512 of them there are, less one.</summary>
    public override RootEntry ReadRoot(PhysicalAddress root) =>
        new(new(Bits(root.Value, 63, 12)), 3 - (int)(root.Value >> 2 & 3), ((int)(root.Value & 3) + 1) * 512);

    public override PhysicalAddress Root(PhysicalAddress table, int skipped) => new(table.Value | ((ulong)(3 - skipped) << 2) | 3);

    private static ulong Type(int shift) => shift switch { 53 => 0xc, 42 => 8, Region3 => 4, _ => 0UL };

    private static ulong Origin(PhysicalAddress table, int shift) => Bits(table.Value, 63, shift == Segment ? 11 : 12);

    private static AccessRights Write(ulong entry) => Has(entry, Protect) ? 0 : AccessRights.Write;

    private static AccessRights LeafRights(ulong entry) =>
        AccessRights.User | Write(entry) | (Has(entry, NoExecute) ? 0 : AccessRights.UserExecute | AccessRights.KernelExecute);
}
