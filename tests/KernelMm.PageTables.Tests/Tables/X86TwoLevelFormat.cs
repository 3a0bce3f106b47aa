namespace KernelMm.PageTables.Tests.Tables;

/// <summary>32-bit entries of x86 with two levels, 4 MiB pages and PSE-36: SDM volume 3A, tables 4-4 to 4-6.</summary>
internal sealed class X86TwoLevelFormat : PagingFormat
{
    private const int P = 0;
    private const int Rw = 1;
    private const int Us = 2;
    private const int Ps = 7;

    public override ulong Table(Random random, PhysicalAddress table, int shift) =>
        Bits(table.Value, 31, 12) | (1UL << P) | (random.NextUInt64() & 0xf7e);

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Bits(table.Value, 31, 12) | (random.OneIn(2) ? 0x67UL : 0x63UL);

    public override ulong? Leaf(Random random, int shift)
    {
        ulong rest = (1UL << P) | (random.NextUInt64() & 0xf7e);
        ulong any = random.NextUInt64();
        return shift == 12
            ? Bits(any, 31, 12) | rest | (any & (1UL << Ps))
            : Bits(any, 31, 22) | Bits(any, 20, 12) | rest | (1UL << Ps);
    }

    public override ulong Junk(Random random, int shift) => random.Next(4) switch
    {
        0 => random.NextUInt64() & 0xffff_fffe,
        1 => 1UL << random.Next(1, 32),
        2 => (1UL << 8) | (random.NextUInt64() & 0xffff_f064),
        _ => shift > 12 ? Leaf(random, shift)!.Value | (1UL << 21) : 0,
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        AccessRights rights = AccessRights.UserExecute | AccessRights.KernelExecute
            | (Has(entry, Rw) ? AccessRights.Write : 0) | (Has(entry, Us) ? AccessRights.User : 0);
        if (!Has(entry, P))
        {
            return HardwareEntry.Refused;
        }

        if (shift == 12)
        {
            return new(EntryKind.Leaf, new(Bits(entry, 31, 12)), 12, rights);
        }

        // Bits 39:32 of a large page's address stand in bits 20:13, and bit 21 is reserved.
        return !Has(entry, Ps) ? new(EntryKind.Table, new(Bits(entry, 31, 12)), 0, rights)
            : Has(entry, 21) ? HardwareEntry.Refused
            : new(EntryKind.Leaf, new(Bits(entry, 31, 22) | (Bits(entry, 20, 13) << 19)), 22, rights);
    }

    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => above & here;
}
