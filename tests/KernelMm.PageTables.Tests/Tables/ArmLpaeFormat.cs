namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Long descriptors of 32-bit Arm, stage 1 of PL1 and PL0: Arm ARM for Armv7-A, section B3.6.</summary>
internal sealed class ArmLpaeFormat : PagingFormat
{
    private const int User = 6;
    private const int ReadOnly = 7;
    private const int Pxn = 53;
    private const int Xn = 54;
    private const int PxnTable = 59;
    private const int XnTable = 60;
    private const int NoUserTable = 61;
    private const int ReadOnlyTable = 62;

    // Bits that say nothing of where a leaf leads.
    private const ulong LeafNoise = 0x07f0_0000_0000_0ffc;

    public override ulong Table(Random random, PhysicalAddress table, int shift) => Bits(table.Value, 39, 12) | 3 | (random.NextUInt64() & (0x1fUL << 59));

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Bits(table.Value, 39, 12) | 3;

    public override ulong? Leaf(Random random, int shift) =>
        Bits(random.NextUInt64(), 39, shift) | (shift == 12 ? 3UL : 1UL) | (random.NextUInt64() & LeafNoise);

    public override ulong Junk(Random random, int shift) => random.Next(4) switch
    {
        0 => random.NextUInt64() & ~1UL,
        1 => 1UL << random.Next(1, 64),
        // PROT_NONE, which is valid to Linux alone.
        2 => Bits(random.NextUInt64(), 39, shift) | 0x0640_0000_0000_0f9e,
        _ => shift == 12 ? (random.NextUInt64() & ~2UL) | 1 : 0,
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (!Has(entry, 0) || (shift == 12 && !Has(entry, 1)))
        {
            return HardwareEntry.Refused;
        }

        if (shift > 12 && Has(entry, 1))
        {
            return new(EntryKind.Table, new(Bits(entry, 39, 12)), 0, Rights(
                !Has(entry, NoUserTable), !Has(entry, ReadOnlyTable), !Has(entry, XnTable), !Has(entry, PxnTable)));
        }

        return new(EntryKind.Leaf, new(Bits(entry, 39, shift)), shift, Rights(Has(entry, User), !Has(entry, ReadOnly), !Has(entry, Xn), !Has(entry, Pxn)));
    }

    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => above & here;

    // What nobody may execute, privileged code may not either.
    private static AccessRights Rights(bool user, bool write, bool execute, bool privilegedExecute) =>
        (user ? AccessRights.User : 0) | (write ? AccessRights.Write : 0)
        | (execute ? AccessRights.UserExecute : 0) | (execute && privilegedExecute ? AccessRights.KernelExecute : 0);
}
