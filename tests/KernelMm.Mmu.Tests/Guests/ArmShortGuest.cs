using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// AArch32 with short descriptors, by the same program with TTBCR.EAE clear. Leaves are the MMU's, in its own tables behind Linux's.
/// SCTLR.AFE is clear, as Linux has it, and all domains are checked.
/// </summary>
internal sealed class ArmShortGuest(IArchitecture architecture) : ArmGuest(architecture)
{
    private const ulong Section = 2;
    private const ulong LargePage = 1;
    private const ulong SmallPage = 2;
    private const ulong Supersection = 1UL << 18;

    protected override (ulong Control, ulong Domains) Format => (0, 0x5555_5555);

    // A small page with AP 111.
    protected override ulong Shareable => 0x23e;

    // All of FS, whether data was written, the long format; the domain is not always told.
    protected override ulong StatusBits => 0xe0f;

    public override string Marks => "none: it sets none";

    public override ulong OwnTableOffset => 2048;

    // Else few of so many entries would be sections.
    public override void Reserve(GuestSpace space)
    {
        base.Reserve(space);
        for (ulong offset = MemoryMap.Data; offset < MemoryMap.Spare; offset += 1 << 20)
        {
            VirtualAddress address = new(space.NextPage().Value & ~0xf_ffffUL);
            if (address.Value >> 20 is not (0 or 0xfff) && address.Value >> 20 != Own.Value >> 20)
            {
                space.Map(address, new(RamStart.Value + offset), null, PageTableLevel.Pmd);
            }
        }
    }

    // RAM is the last thing below 4 GiB.
    public override bool IsEmpty(PhysicalAddress address) =>
        (address.Value >= RamStart.Value + MemoryMap.End && address.Value <= uint.MaxValue) || base.IsEmpty(address);

    // Only a supersection leads beyond 4 GiB. Bits 31:0 alone lead beyond RAM too, as others have no more.
    public override PhysicalAddress? NextEmpty(Random random) =>
        new((ulong)random.NextInt64(1L << 31, 1L << 32) | (random.Next(2) == 0 ? 0 : (ulong)random.NextInt64(32, 64) << 32));

    // Rights have no word for what is the kernel's to write and the user's to read.
    public override bool Allows(Translation translation, Probe probe) =>
        base.Allows(translation, probe) || (Permission(translation) == 2 && probe is { Access: Access.Write, IsUser: false });

    // AP[2:0]
    private static ulong Permission(Translation translation) => translation.Shift == 12
        ? ((translation.Entry >> 4) & 3) | ((translation.Entry >> 7) & 4)
        : ((translation.Entry >> 10) & 3) | ((translation.Entry >> 13) & 4);

    protected override ulong StatusOf(ulong cause) => (cause & 0x1c, cause & 3) switch
    {
        (0x10, _) => 8,
        (0x14, ulong level) => 0xa + (2 * level),
        (ulong kind, ulong level) => kind + (2 * level) - 1,
    };

    protected override ulong LevelOf(int shift) => shift == 12 ? 2UL : 1;

    public override ulong? OwnLeaf(LevelLayout level, PhysicalAddress target, Random random)
    {
        bool isGrouped = random.Next(4) == 0;
        ulong permission = (ulong)(random.Next(8) == 0 ? 0 : random.Next(1, 4));
        ulong executesNot = random.Next(4) == 0 ? 1UL : 0;
        return level.Owner == PageTableLevel.Pte
            ? (permission << 4) | (isGrouped
                ? (target.Value & 0xffff_0000) | ((ulong)random.Next(8) << 12) | (executesNot << 15) | LargePage
                : (target.Value & 0xffff_f000) | SmallPage | executesNot)
            : (permission << 10) | Section | executesNot | (isGrouped || target.Value > uint.MaxValue
                ? (target.Value & 0xff00_0000) | ((target.Value >> 12) & 0xf0_0000) | ((target.Value >> 31) & 0x1e0) | Supersection
                : (target.Value & 0xfff0_0000) | ((ulong)random.Next(16) << 5));
    }

    // The memory type, AP[2], sharing, who it is for; a section's XN too. The domain is a part of a supersection's address.
    public override ulong RightsBits(LevelLayout level) => level.Owner == PageTableLevel.Pte ? 0xfccUL : 0xb_f21c;

    public override ulong Ready(ulong leaf, Random random) => leaf;

    public override ulong Junk(LevelLayout level, Random random) => (ulong)random.NextInt64() << 2;

    // Each type has a meaning at each level.
    public override ulong? Refused(LevelLayout level, Random random) => null;

    // Whether the kernel executes below, and the domain.
    public override ulong TableBits(LevelLayout level) => 0x3fc;
}
