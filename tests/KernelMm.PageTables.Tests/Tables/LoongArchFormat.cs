namespace KernelMm.PageTables.Tests.Tables;

/// <summary>
/// Page-table entries of LoongArch64 as <c>lddir</c> and <c>ldpte</c> take them and the TLB then reads them: the reference manual,
/// sections 5.4.2 and 7.5. A directory entry that holds the address of an empty table leads nowhere.
/// </summary>
internal sealed class LoongArchFormat(int pageShift) : PagingFormat
{
    private const int Valid = 0;
    private const int Dirty = 1;
    private const int Huge = 6;
    private const int NoRead = 61;
    private const int NoExecute = 62;
    private const ulong EmptyTables = 0x9000_0000_01d3_0000;

    private bool IsFour => pageShift == 12;

    private int Pmd => IsFour ? 21 : 25;

    private int Top => IsFour ? 39 : 36;

    public override ulong Empty(int shift) => shift == pageShift ? 0
        : shift == Pmd ? EmptyTables
        : IsFour ? EmptyTables + (shift == Top ? 0x2000u : 0x1000u) : EmptyTables + 0x4000;

    public override ulong Table(Random random, PhysicalAddress table, int shift) =>
        Bits(table.Value, 47, pageShift) | (random.NextUInt64() & 0xffff_0000_0000_0000) | 0x1_0000_0000_0000;

    public override ulong LinuxTable(Random random, PhysicalAddress table, int shift) => Bits(table.Value, 47, pageShift) | 0x9000_0000_0000_0000;

    public override ulong? Leaf(Random random, int shift)
    {
        ulong rest = Bits(random.NextUInt64(), 47, shift) | (random.NextUInt64() & 0xf800_0000_0000_0b3e) | 0x81;

        // What may be written to was: Linux sets D together with its own bit.
        rest |= (rest & 2) << 8;
        return shift == Top ? null : shift == pageShift ? rest | (random.NextUInt64() & 0x40) : rest | 0x40;
    }

    public override ulong Junk(Random random, int shift) => shift == pageShift
        ? random.NextUInt64() & ~1UL
        : random.OneIn(2) ? Empty(shift) : (random.NextUInt64() & ~1UL) | (1UL << Huge);

    public override HardwareEntry Read(ulong entry, int shift)
    {
        bool isHuge = shift != pageShift && Has(entry, Huge);
        if ((shift != pageShift && entry == Empty(shift)) || (isHuge && shift == Top) || ((isHuge || shift == pageShift) && !Has(entry, Valid)))
        {
            return HardwareEntry.Refused;
        }

        AccessRights rights = ((entry & 0xc) == 0xc ? AccessRights.User : 0) | (Has(entry, Dirty) ? AccessRights.Write : 0)
            | (Has(entry, NoExecute) ? 0 : AccessRights.UserExecute | AccessRights.KernelExecute);
        return isHuge || shift == pageShift
            ? new(EntryKind.Leaf, new(Bits(entry, 47, shift)), shift, rights)
            : new(EntryKind.Table, new(Bits(entry, 47, pageShift)), 0, default);
    }

    public override bool IsReadable(ulong leaf, int shift) => !Has(leaf, NoRead);

    // Only leaves have rights.
    public override AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf) => isLeaf ? here : above;
}
