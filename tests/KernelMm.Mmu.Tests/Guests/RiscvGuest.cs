using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// RISC-V on QEMU's virt machine. The program stays in machine mode, where loads and stores are translated while mstatus.MPRV
/// is set, as if made in the mode of mstatus.MPP; it fetches by mret, and what is executed is an ecall.
/// </summary>
/// <param name="architecture">Which format.</param>
/// <param name="isExtended">
/// Whether the CPU has Svnapot and Svpbmt. QEMU 7.2 overlooks reserved bits on a CPU with either, so that they are tried on one without.
/// </param>
internal sealed class RiscvGuest(IArchitecture architecture, bool isExtended) : Guest(architecture)
{
    private const ulong TestDevice = 0x10_0000;
    private const ulong Translated = 1UL << 17;      // mstatus.MPRV
    private const ulong Supervisor = 1UL << 11;      // mstatus.MPP
    private const ulong ReadsUsers = 1UL << 18;      // mstatus.SUM
    private const ulong FirstEcall = 8;

    private bool Is32 => Layout.EntryBytes == 4;

    public override Emulator Emulator => new(Is32 ? "qemu-system-riscv32" : "qemu-system-riscv64", "qemu-system-misc");

    // Without entries for physical memory protection every access would be refused. With one core the program needs no other.
    public override IReadOnlyList<string> Machine(GuestRam ram) =>
        ["-M", "virt,memory-backend=ram", "-cpu", (Is32 ? "rv32,pmp=off" : "rv64,pmp=off") + (isExtended ? ",svnapot=on,svpbmt=on" : ""), "-bios", "none"];

    public override PhysicalAddress RamStart => new(0x8000_0000);

    public override Place ZeroFrame => Place.Empty;

    public override string Marks => "accessed, dirty";

    public override int WordBytes => Is32 ? 4 : 8;

    public override uint LandingWord => 0x0000_0073; // ecall

    // Below RAM are the devices, and from 16 GiB on is the window for those on PCI.
    public override bool IsEmpty(PhysicalAddress address) => !Is32 && address.Value is >= 0x1_0000_0000 and < 0x3_0000_0000 or >= 1UL << 40;

    public override PhysicalAddress? NextEmpty(Random random) => new(Is32 || random.Next(2) == 0
        ? (ulong)random.NextInt64(0x1_0000_0000, 0x3_0000_0000)
        : (ulong)random.NextInt64(1L << 40, 1L << Layout.PhysicalAddressBits));

    public override void Reserve(GuestSpace space)
    {
        DevicePage = space.NextPage();
        space.Map(DevicePage, new(TestDevice), space.KernelLeaf(PageTableLevel.Pte, new(TestDevice), "PageKernel"));
    }

    private VirtualAddress DevicePage { get; set; }

    public override void Load(GuestRam ram, GuestSpace space, int probes)
    {
        Listing.Read(Is32 ? "riscv32" : "riscv64", isInWords: true).CopyTo(ram.Bytes(RamStart, 0x1000));
        ulong mode = Layout.Levels.Count switch { 2 => 1UL << 31, 3 => 8UL << 60, 4 => 9UL << 60, _ => 10UL << 60 };
        ulong first = RamStart.Value + MemoryMap.Records;
        ulong[] header = [mode | (space.Root.Value >> 12), isExtended ? 1UL << 62 : 0, first, first + ((ulong)probes * RecordBytes), DevicePage.Value, ReadsUsers | Translated | Supervisor];
        for (int index = 0; index < header.Length; index++)
        {
            ram.Write64(new(RamStart.Value + MemoryMap.Header + ((ulong)index * 8)), header[index]);
        }
    }

    public override ulong ModeOf(Probe probe) => ReadsUsers | (probe.Access == Access.Execute ? 0 : Translated) | (probe.IsUser ? 0 : Supervisor);

    // A supervisor executes nothing of a user's.
    public override bool Allows(Translation translation, Probe probe) =>
        base.Allows(translation, probe) && (probe.Access != Access.Execute || probe.IsUser || !translation.Rights.HasFlag(AccessRights.User));

    public override bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer)
    {
        // mcause, and one more.
        ulong pageFault = probe.Access switch { Access.Execute => 13, Access.Read => 14, _ => 16 };
        ulong accessFault = probe.Access switch { Access.Execute => 2, Access.Read => 6, _ => 8 };
        if (verdict != Verdict.Allowed)
        {
            // QEMU reports a table in no memory as a page fault, the manual asks for an access fault.
            return (answer.Status == pageFault || (verdict == Verdict.TableMissing && answer.Status == accessFault)) && IsAt(probe, answer.Value);
        }

        return (probe.Access, place) switch
        {
            (_, Place.Empty) => answer.Status == accessFault && IsAt(probe, answer.Value),
            (Access.Execute, _) => answer.Status == FirstEcall + 1 + (probe.IsUser ? 0UL : 1) && IsAt(probe, answer.Detail),
            (Access.Read, Place.Data) => answer.Status == 0 && answer.Value == Word(translation.Address.Value),
            _ => answer.Status == 0,
        };
    }

    // The monitor asks as a load does.
    public override bool MonitorAnswers(Translation translation, out ulong? expected)
    {
        base.MonitorAnswers(translation, out expected);
        expected = translation.Rights.HasFlag(AccessRights.Read) ? expected : null;
        return true;
    }

    private bool IsAt(Probe probe, ulong address) => Word(probe.Address.Value) == address;

    private ulong Word(ulong value) => Is32 ? (uint)value : value;

    // U, X, W and the bits for software; G, A and D change nothing here that the program could see.
    public override ulong RightsBits(LevelLayout level) => 0x3fc;

    public override ulong WildBits(LevelLayout level) => 0x3ff | (Is32 ? 0 : isExtended ? 7UL << 61 : 0x7fUL << 54);

    // A table's entry with a bit that only leaves have.
    public override ulong? Refused(LevelLayout level, Random random) => level.Owner == PageTableLevel.Pte ? null : 1UL | (0x10UL << random.Next(4) & ~0x20UL);

    public override ulong TypeBits => 0xe;

    public override ulong TableBits(LevelLayout level) => 0x320;

    public override ulong? GroupedLeaf(LevelLayout level, PhysicalAddress target, ulong leaf) =>
        !isExtended || level.Owner != PageTableLevel.Pte ? null : (leaf & ~(0xfUL << 10)) | (8UL << 10) | (1UL << 63);

    public override ulong AfterUse(ulong entry, LevelLayout level, bool isLeaf, bool isWrite) => !isLeaf ? entry : entry | 0x40 | (isWrite ? 0x80UL : 0);

    // QEMU sets the bits before it looks at the size of a group.
    public override ulong MayChange(ulong entry) => entry >> 63 != 0 ? 0xc0UL : 0;

    // QEMU keeps translations of fetches and of loads together: where the program itself lies, loads go untranslated.
    public override bool CanTry(VirtualAddress address) => address.Value >> 12 != RamStart.Value >> 12;
}
