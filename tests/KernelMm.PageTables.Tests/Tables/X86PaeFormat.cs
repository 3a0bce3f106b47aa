namespace KernelMm.PageTables.Tests.Tables;

/// <summary>Entries of x86 with PAE: SDM volume 3A, tables 4-8 to 4-11, with XD enabled and 52 address bits.</summary>
internal sealed class X86PaeFormat : PagingFormat
{
    private const int Pdpte = 30;
    private const int P = 0;
    private const int Rw = 1;
    private const int Us = 2;
    private const int Ps = 7;
    private const int Xd = 63;
    private const AccessRights AllRights = AccessRights.User | AccessRights.Write | AccessRights.UserExecute | AccessRights.KernelExecute;

    public override ulong Table(Random random, PhysicalAddress table, int shift) =>
        table.Value | (1UL << P) | (random.NextUInt64() & (shift == Pdpte ? 0xe18UL : 0x8000_0000_0000_0f7e));

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) =>
        table.Value | (shift == Pdpte ? 1UL : random.OneIn(2) ? 0x67UL : 0x63UL);

    public override ulong? Leaf(Random random, int shift)
    {
        ulong any = random.NextUInt64();
        ulong rest = (1UL << P) | (random.NextUInt64() & 0x8000_0000_0000_0f7e);
        return shift switch
        {
            12 => Bits(any, 51, 12) | rest | (any & (1UL << Ps)),
            21 => Bits(any, 51, 21) | rest | (1UL << Ps) | (any & (1UL << 12)),
            _ => null,
        };
    }

    public override ulong Junk(Random random, int shift) => random.Next(5) switch
    {
        0 => random.NextUInt64() & ~1UL,
        1 => 1UL << random.Next(1, 64),
        // PROT_NONE: bit 8 without P, the address complemented.
        2 => (1UL << 8) | Bits(~(random.NextUInt64() << 12), 51, 12) | (random.NextUInt64() & 0x8000_0000_0000_0064),
        3 => shift == Pdpte ? Table(random, new(0x1000), shift) | (1UL << random.Of<int>([1, 2, 5, 6, 7, 8, 52, 60, 63])) : Leaf(random, shift)!.Value | (1UL << random.Next(52, 63)),
        _ => shift == 21 ? Leaf(random, shift)!.Value | (1UL << random.Next(13, 21)) : 0,
    };

    public override HardwareEntry Read(ulong entry, int shift)
    {
        if (!Has(entry, P) || Bits(entry, 62, 52) != 0)
        {
            return HardwareEntry.Refused;
        }

        // The four entries of the root have no rights, and what would be rights is reserved.
        if (shift == Pdpte)
        {
            return Has(entry, Xd) || Bits(entry, 2, 1) != 0 || Bits(entry, 8, 5) != 0
                ? HardwareEntry.Refused
                : new(EntryKind.Table, new(Bits(entry, 51, 12)), 0, AllRights);
        }

        AccessRights rights = (Has(entry, Rw) ? AccessRights.Write : 0) | (Has(entry, Us) ? AccessRights.User : 0)
            | (Has(entry, Xd) ? 0 : AccessRights.UserExecute | AccessRights.KernelExecute);
        return shift == 12 ? new(EntryKind.Leaf, new(Bits(entry, 51, 12)), 12, rights)
            : !Has(entry, Ps) ? new(EntryKind.Table, new(Bits(entry, 51, 12)), 0, rights)
            : Bits(entry, 20, 13) != 0 ? HardwareEntry.Refused
            : new(EntryKind.Leaf, new(Bits(entry, 51, 21)), 21, rights);
    }

    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => above & here;
}
