namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Entries of Sv32: the privileged specification, section "Sv32". No memory types, no groups, no reserved bits.</summary>
internal sealed class RiscvSv32Format : PagingFormat
{
    private const int V = 0;
    private const int R = 1;
    private const int W = 2;
    private const int X = 3;
    private const int U = 4;
    private const int A = 6;
    private const int D = 7;
    private const ulong Rwx = 0xe;

    public override ulong Table(Random random, PhysicalAddress table, int shift) => Ppn(table.Value) | (1UL << V) | (random.NextUInt64() & 0x320);

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Ppn(table.Value) | (1UL << V);

    public override ulong? Leaf(Random random, int shift) =>
        Ppn(Bits(random.NextUInt64(), 33, shift)) | (1UL << V) | random.Of<ulong>([2, 6, 8, 10, 14]) | (random.NextUInt64() & 0x3f0);

    public override ulong Junk(Random random, int shift) => random.Next(4) switch
    {
        0 => random.NextUInt64() & 0xffff_fffe,
        1 => (Leaf(random, shift)!.Value & ~Rwx) | (1UL << W) | (random.OneIn(2) ? 1UL << X : 0),
        2 when shift > 12 => Leaf(random, shift)!.Value | Ppn(1UL << random.Next(12, shift)),
        // A table's entry with bits that only leaves have; at the lowest level none points to a table.
        _ => Ppn(random.NextUInt64()) | (1UL << V) | (1UL << random.Of<int>([U, A, D])),
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (!Has(entry, V) || (Has(entry, W) && !Has(entry, R)))
        {
            return HardwareEntry.Refused;
        }

        ulong address = Bits(entry, 31, 10) << 2;
        if ((entry & Rwx) == 0)
        {
            return shift == 12 || Has(entry, U) || Has(entry, A) || Has(entry, D) ? HardwareEntry.Refused : new(EntryKind.Table, new(address), 0, default);
        }

        AccessRights rights = (Has(entry, W) ? AccessRights.Write : 0) | (Has(entry, U) ? AccessRights.User : 0)
            | (Has(entry, X) ? AccessRights.UserExecute | AccessRights.KernelExecute : 0);
        return Bits(address, shift - 1, 0) != 0 ? HardwareEntry.Refused : new(EntryKind.Leaf, new(address), shift, rights);
    }

    // MXR is clear, as Linux has it.
    public override bool IsReadable(ulong leaf, int shift) => Has(leaf, R);

    // Only leaves have rights.
    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => isLeaf ? here : above;

    private static ulong Ppn(ulong address) => Bits(address, 33, 12) >> 2;
}
