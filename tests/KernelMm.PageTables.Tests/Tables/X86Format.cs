namespace KernelMm.PageTables.Tests.Tables;

/// <summary>64-bit entries of x86 with 4 or 5 levels: SDM volume 3A, tables 4-14 to 4-20, with XD enabled and 52 address bits.</summary>
internal sealed class X86Format : PagingFormat
{
    private const int P = 0;
    private const int Rw = 1;
    private const int Us = 2;
    private const int Ps = 7;
    private const int G = 8;
    private const int Xd = 63;

    public override ulong Table(Random random, PhysicalAddress table, int shift) =>
        table.Value | (1UL << P) | Noise(random, Rw, Us, 3, 4, 5, 6, G, 9, 10, 11, Xd);

    // _PAGE_TABLE and _KERNPG_TABLE.
    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => table.Value | (random.OneIn(2) ? 0x67UL : 0x63UL);

    public override ulong? Leaf(Random random, int shift)
    {
        ulong rest = (1UL << P) | Noise(random, Rw, Us, 3, 4, 5, 6, G, 9, 10, 11, 57, 58, 59, 62, Xd);
        ulong page = Bits(random.NextUInt64(), 51, shift);
        return shift switch
        {
            12 => page | rest | Noise(random, Ps),
            21 or 30 => page | rest | (1UL << Ps) | Noise(random, 12),
            _ => null,
        };
    }

    public override ulong Junk(Random random, int shift) => random.Next(4) switch
    {
        0 => random.NextUInt64() & ~1UL,
        1 => 1UL << random.Next(1, 64),
        // PROT_NONE: bit 8 without P, the address complemented.
        2 => (1UL << G) | Bits(~(random.NextUInt64() << 12), 51, 12) | Noise(random, Us, 5, 6, Xd),
        _ => shift switch
        {
            // Bit 7 is reserved above the PDPTE, and so are the address bits below a large page's size.
            > 30 => Bits(random.NextUInt64(), 51, 12) | (1UL << Ps) | (1UL << P),
            > 12 => Leaf(random, shift)!.Value | (1UL << random.Next(13, shift)),
            _ => 0,
        },
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (!Has(entry, P))
        {
            return HardwareEntry.Refused;
        }

        AccessRights rights = (Has(entry, Rw) ? AccessRights.Write : 0) | (Has(entry, Us) ? AccessRights.User : 0)
            | (Has(entry, Xd) ? 0 : AccessRights.UserExecute | AccessRights.KernelExecute);
        bool isLeaf = shift == 12 || Has(entry, Ps);
        bool isReserved = (shift > 30 && Has(entry, Ps)) || (isLeaf && shift > 12 && Bits(entry, shift - 1, 13) != 0);
        return isReserved ? HardwareEntry.Refused
            : isLeaf ? new(EntryKind.Leaf, new(Bits(entry, 51, shift)), shift, rights)
            : new(EntryKind.Table, new(Bits(entry, 51, 12)), 0, rights);
    }

    // R/W and U/S must be set at every level, XD at none.
    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => above & here;

    private static ulong Noise(Random random, params int[] bits) =>
        bits.Where(_ => random.OneIn(2)).Aggregate(0UL, (noise, bit) => noise | (1UL << bit));
}
