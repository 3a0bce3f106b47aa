namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Short descriptors of 32-bit Arm with access permissions AP[2:0]: Arm ARM for Armv7-A, section B3.5.</summary>
internal sealed class ArmShortFormat : PagingFormat
{
    private const int Page = 12;
    private const AccessRights Execute = AccessRights.UserExecute | AccessRights.KernelExecute;

    /// <summary>Linux's page tables stand half a page before the MMU's.</summary>
    public override int LinuxTableOffset => -2048;

    public override ulong Table(Random random, PhysicalAddress table, int shift) => Bits(table.Value, 31, 10) | 1 | (random.NextUInt64() & 0x3fc);

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Bits(table.Value, 31, 10) | (random.OneIn(2) ? 0x21UL : 1);

    public override ulong? Leaf(Random random, int shift)
    {
        ulong any = Bits(random.NextUInt64(), 31, 0);
        return shift == Page ? (any & ~3UL) | random.Of<ulong>([1, 2, 3]) : (any & ~3UL) | random.Of<ulong>([2, 3]);
    }

    public override ulong Junk(Random random, int shift) => Bits(random.NextUInt64(), 31, 2);

    /// <summary>What Linux writes into a table of its own.</summary>
    public override ulong LinuxPage(Random random) => Bits(random.NextUInt64(), 31, 0) | (random.OneIn(3) ? 0UL : 1);

    public override HardwareEntry Read(ulong entry, int shift) => (entry & 3, shift) switch
    {
        (0, _) => HardwareEntry.Refused,
        (1, Page) => new(EntryKind.Leaf, new(Bits(entry, 31, 16)), 16, Rights(entry, 4, 9, Has(entry, 15), Has(entry, 15))),
        (var kind, Page) => new(EntryKind.Leaf, new(Bits(entry, 31, 12)), 12, Rights(entry, 4, 9, kind == 3, kind == 3)),
        (1, _) => new(EntryKind.Table, new(Bits(entry, 31, 10)), 0, AccessRights.User | AccessRights.Write | (Has(entry, 2) ? AccessRights.UserExecute : Execute)),
        (var kind, _) => Section(entry, Rights(entry, 10, 15, Has(entry, 4), Has(entry, 4) || kind == 3)),
    };

    // AP x00 is for nobody.
    public override bool IsReadable(ulong leaf, int shift) => shift == Page ? Bits(leaf, 5, 4) != 0 : Bits(leaf, 11, 10) != 0;

    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => above & here;

    // A supersection has bits 35:32 of its address in 23:20, and 39:36 where others have their domain.
    private static HardwareEntry Section(ulong entry, AccessRights rights) => Has(entry, 18)
        ? new(EntryKind.Leaf, new(Bits(entry, 31, 24) | (Bits(entry, 23, 20) << 12) | (Bits(entry, 8, 5) << 31)), 24, rights)
        : new(EntryKind.Leaf, new(Bits(entry, 31, 20)), 20, rights);

    private static AccessRights Rights(ulong entry, int ap, int readOnly, bool userExecutesNot, bool kernelExecutesNot) =>
        (Has(entry, ap + 1) ? AccessRights.User : 0) | (Has(entry, ap) && !Has(entry, readOnly) ? AccessRights.Write : 0)
        | (userExecutesNot ? 0 : AccessRights.UserExecute) | (kernelExecutesNot || Bits(entry, ap + 1, ap) == 0 ? 0 : AccessRights.KernelExecute);
}
