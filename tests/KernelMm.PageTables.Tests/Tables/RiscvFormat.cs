namespace KernelMm.PageTables.Tests.Tables;

/// <summary>
/// Entries of Sv39, Sv48 and Sv57 with Svpbmt and Svnapot: the privileged specification, sections "Sv39" and "Svnapot".
/// </summary>
internal sealed class RiscvFormat : PagingFormat
{
    private const int V = 0;
    private const int R = 1;
    private const int W = 2;
    private const int X = 3;
    private const int U = 4;
    private const int A = 6;
    private const int D = 7;
    private const int N = 63;
    private const ulong Rwx = 0xe;
    private const ulong PbmtReserved = 3UL << 61;

    public override ulong Table(Random random, PhysicalAddress table, int shift) =>
        Ppn(table.Value) | (1UL << V) | (random.NextUInt64() & 0x320);

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Ppn(table.Value) | (1UL << V);

    public override ulong? Leaf(Random random, int shift)
    {
        ulong page = Bits(random.NextUInt64(), 55, shift);
        ulong entry = Ppn(page) | (1UL << V) | random.Of<ulong>([2, 6, 8, 10, 14]) | (random.NextUInt64() & 0x3f0) | ((ulong)random.Next(3) << 61);
        return shift == 12 && random.OneIn(4) ? Grouped(entry) : entry;
    }

    public override ulong Junk(Random random, int shift) => random.Next(7) switch
    {
        0 => random.NextUInt64() & ~1UL,
        1 => (Leaf(random, shift)!.Value & ~Rwx) | (1UL << W) | (random.OneIn(2) ? 1UL << X : 0),
        2 => Leaf(random, shift)!.Value | (1UL << random.Next(54, 61)),
        3 => Leaf(random, shift)!.Value | PbmtReserved,
        4 when shift > 12 => Leaf(random, shift)!.Value | Ppn(1UL << random.Next(12, shift)),
        // A group's size that is not defined, or a group where there are none.
        5 => (shift == 12 ? Leaf(random, shift)!.Value & ~Ppn(0x8000) : Leaf(random, shift)!.Value) | (1UL << N),
        // A table's entry with bits that only leaves have; at the lowest level none points to a table.
        _ => Ppn(random.NextUInt64()) | (1UL << V) | (1UL << random.Of<int>([U, A, D, 61, 62, N])),
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        bool isReserved = Bits(entry, 60, 54) != 0 || (Has(entry, W) && !Has(entry, R)) || (entry & PbmtReserved) == PbmtReserved;
        if (!Has(entry, V) || isReserved)
        {
            return HardwareEntry.Refused;
        }

        ulong address = Bits(entry, 53, 10) << 2;
        if ((entry & Rwx) == 0)
        {
            bool hasLeafBits = Has(entry, U) || Has(entry, A) || Has(entry, D) || Bits(entry, 63, 61) != 0;
            return shift == 12 || hasLeafBits ? HardwareEntry.Refused : new(EntryKind.Table, new(address), 0, default);
        }

        AccessRights rights = (Has(entry, W) ? AccessRights.Write : 0) | (Has(entry, U) ? AccessRights.User : 0)
            | (Has(entry, X) ? AccessRights.UserExecute | AccessRights.KernelExecute : 0);
        if (Has(entry, N))
        {
            // The only group there is: 64 KiB, its low page-number bits 1000.
            return shift == 12 && Bits(address, 15, 12) == 0x8000
                ? new(EntryKind.Leaf, new(Bits(address, 55, 16)), 16, rights)
                : HardwareEntry.Refused;
        }

        return Bits(address, shift - 1, 0) != 0 ? HardwareEntry.Refused : new(EntryKind.Leaf, new(address), shift, rights);
    }

    // MXR is clear, as Linux has it.
    public override bool IsReadable(ulong leaf, int shift) => Has(leaf, R);

    // Only leaves have rights.
    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => isLeaf ? here : above;

    private static ulong Ppn(ulong address) => Bits(address, 55, 12) >> 2;

    private static ulong Grouped(ulong entry) => (entry & ~Ppn(0xf000)) | Ppn(0x8000) | (1UL << N);
}
