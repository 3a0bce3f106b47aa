using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// AArch64 on QEMU's virt machine. The program stays at EL2 without translation and enters EL1 or EL0 for each access; the half
/// that is not under test maps one block for the few instructions there. Each answer comes twice: from the access itself, and
/// from an address translation instruction, which also tells addresses at which there is no memory.
/// </summary>
/// <param name="architecture">Which format.</param>
/// <param name="keepsDirty">Whether hardware keeps the dirty state: a write to a page with DBM set makes it writable.</param>
internal sealed class Arm64Guest(IArchitecture architecture, bool keepsDirty = false) : Guest(architecture)
{
    private const ulong OwnTable = 0x2000;
    private const ulong Vectors = 0x800;
    private const ulong Instructions = 0xe00;
    private const ulong SupervisorCall = 0x15;
    private const ulong ReadOnly = 1UL << 7;
    private const ulong DirtyManaged = 1UL << 51;

    private bool IsWide => Layout.PhysicalAddressBits == 52;

    public override Emulator Emulator => new("qemu-system-aarch64", "qemu-system-arm");

    public override IReadOnlyList<string> Machine(GuestRam ram) =>
        ["-M", "virt,virtualization=on,memory-backend=ram", "-cpu", "max", "-device", $"loader,addr=0x{Program.Value:x},cpu-num=0"];

    public override PhysicalAddress RamStart => new(0x4000_0000);

    // The machine puts its device tree at the start of RAM.
    private PhysicalAddress Program => new(RamStart.Value + MemoryMap.Spare);

    public override string Marks => "accessed, dirty";

    public override uint LandingWord => 0xd400_0001; // svc #0

    public override bool MonitorTranslates => false; // It asks for EL2.

    // The highest window for devices ends at 1 TiB.
    public override bool IsEmpty(PhysicalAddress address) => address.Value >= 1UL << 41;

    public override PhysicalAddress? NextEmpty(Random random) => new((ulong)random.NextInt64(1L << 41, 1L << Layout.PhysicalAddressBits));

    public override void Load(GuestRam ram, GuestSpace space, int probes)
    {
        Listing.Read("arm64", isInWords: true).CopyTo(ram.Bytes(Program, 0x1000));

        // The one block: read-only and executable for both.
        ram.Write64(new(Program.Value + OwnTable), RamStart.Value | 0x4c1);
        ulong ownStart = (space.IsUpper ? 0 : ulong.MaxValue << 39) + MemoryMap.Spare;
        ulong first = RamStart.Value + MemoryMap.Records;
        ulong own = Program.Value + OwnTable;
        ulong[] header =
        [
            space.IsUpper ? own : space.Root.Value, space.IsUpper ? space.Root.Value : own,
            Control(space.IsUpper), ulong.MaxValue,
            0x30d0_1805, ownStart + Vectors,
            1UL << 31, 0,
            first, first + ((ulong)probes * RecordBytes),
            ownStart + Instructions,
        ];
        for (int index = 0; index < header.Length; index++)
        {
            ram.Write64(new(Program.Value + MemoryMap.Header + ((ulong)index * 8)), header[index]);
        }
    }

    // TCR_EL1, with the accessed flag kept by hardware, the dirty state sometimes; 39 bits of 4 KiB pages for the program.
    private ulong Control(bool isUpper)
    {
        ulong size = 64UL - (ulong)Layout.VirtualAddressBits;
        (ulong lowerGranule, ulong upperGranule) = Layout.PageShift switch { 12 => (0UL, 2UL), 14 => (2UL, 1UL), _ => (1UL, 3UL) };
        return (isUpper ? 25 | (size << 16) | (upperGranule << 30) : size | (25UL << 16) | (lowerGranule << 14) | (2UL << 30))
            | (IsWide ? 6UL << 32 : 5UL << 32) | (1UL << 39) | (keepsDirty ? 1UL << 40 : 0) | (IsWide && Layout.PageShift < 16 ? 1UL << 59 : 0);
    }

    public override ulong ModeOf(Probe probe) => probe.IsUser ? 0x3c0UL : 0x3c5;

    // A user may execute what it may not read.
    public override bool Allows(Translation translation, Probe probe) => probe.Access == Access.Execute
        ? translation.Rights.HasFlag(probe.IsUser ? AccessRights.UserExecute : AccessRights.KernelExecute)
        : base.Allows(translation, probe);

    public override bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer)
    {
        ulong kind = answer.Status >> 26;
        bool isData = probe.Access != Access.Execute;
        if (verdict == Verdict.Allowed && place != Place.Empty)
        {
            return kind == SupervisorCall
                && (isData ? IsTranslated(translation, answer.Extra) : answer.Value == probe.Address.Value + 4)
                && (probe.Access != Access.Read || place != Place.Data || answer.Value == translation.Address.Value);
        }

        ulong expected = (isData ? 0x24UL : 0x20) + (probe.IsUser ? 0UL : 1);
        ulong cause = Cause(translation, verdict);
        return kind == expected && (answer.Status & 0x3f) == cause && answer.Detail == probe.Address.Value
            && (!isData || (answer.Status >> 6 & 1) == (probe.Access == Access.Write ? 1UL : 0))
            && (!isData || verdict switch
            {
                Verdict.Allowed => IsTranslated(translation, answer.Extra),
                // The translation instruction itself fails then, with a syndrome of its own.
                Verdict.TableMissing => (answer.Extra & 0x3f) == cause,
                _ => (answer.Extra & 0x7f) == ((cause << 1) | 1),
            });
    }

    private static bool IsTranslated(Translation translation, ulong parEl1) =>
        (parEl1 & 1) == 0 && (parEl1 & 0xf_ffff_ffff_f000) == (translation.Address.Value & ~0xfffUL);

    // The fault status code, which names the level of the entry.
    private ulong Cause(Translation translation, Verdict verdict) => verdict switch
    {
        Verdict.Allowed => 0x10,
        Verdict.Denied => 0xc | (ulong)LevelOf(translation.Shift),
        Verdict.NotMapped => LevelOf(translation.Shift) < 0 ? 0x2bUL : 4 | (ulong)LevelOf(translation.Shift),
        Verdict.TableMissing => 0x14 | (ulong)(LevelOf(translation.Shift) + 1),
        _ => 4,
    };

    private int LevelOf(int shift) => 3 - ((shift - Layout.PageShift) / (Layout.PageShift - 3));

    // All but the address, the type and, with LPA2, the address bits in the place of the shareability.
    public override ulong RightsBits(LevelLayout level) => 0xfff8_0000_0000_0cfcUL | (IsWide && Layout.PageShift < 16 ? 0 : 0x300UL);

    public override ulong WildBits(LevelLayout level) => 3;

    // The reserved type. QEMU takes blocks at every other level, also where the manual has none.
    public override ulong? Refused(LevelLayout level, Random random) => level.Owner == PageTableLevel.Pte ? ((ulong)random.NextInt64() & ~3UL) | 1 : null;

    public override ulong TypeBits => 2;

    public override ulong TableBits(LevelLayout level) => 0xfff0_0000_0000_0cfc;

    public override ulong GrantAll(ulong entry) => entry & ~(0xfUL << 59);

    public override Func<ulong, ulong>? SeenByWrites => keepsDirty ? AfterWrite : null;

    // What a user may write the kernel does not execute: QEMU asks that of the entry as it is, so that it changes with the first write.
    public override bool IsDecided(Translation translation, Probe probe) => !keepsDirty || probe.IsUser || probe.Access != Access.Execute
        || (translation.Entry & (DirtyManaged | ReadOnly)) != (DirtyManaged | ReadOnly);

    public override ulong AfterUse(ulong entry, LevelLayout level, bool isLeaf, bool isWrite) =>
        !isLeaf ? entry : isWrite && keepsDirty ? AfterWrite(entry) | 0x400 : entry | 0x400;

    private static ulong AfterWrite(ulong entry) => (entry & DirtyManaged) != 0 ? entry & ~ReadOnly : entry;

    // An address translation instruction may set the flag as well, and note a write that was only asked for.
    public override ulong MayChange(ulong entry) => 0x400 | (entry & ~(keepsDirty ? AfterWrite(entry) : entry));
}
