using System.Buffers.Binary;
using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// 64-bit Power with the radix MMU, on QEMU's pseries machine with the program in the firmware's place. It runs in real mode and turns
/// translation on for each access alone; a user, for whom it is always on, runs in a page that the tables under test map.
/// </summary>
internal sealed class Ppc64Guest(IArchitecture architecture) : Guest(architecture)
{
    private const ulong ProcessTable = 0x4000;
    private const ulong Arguments = 0x50;
    private const uint PowerOff = 0x2003;
    private const ulong Mode64 = 1UL << 63;
    private const ulong MachineChecks = 0x1000;
    private const ulong UserMode = 0x4000;
    private const ulong TranslateInstructions = 0x20;
    private const ulong TranslateData = 0x10;
    private const ulong SystemCall = 0xc00;

    private VirtualAddress Own { get; set; }

    public override Emulator Emulator => new("qemu-system-ppc64", "qemu-system-ppc");

    public override IReadOnlyList<string> Machine(GuestRam ram) =>
        ["-M", "pseries,memory-backend=ram,cap-cfpc=broken,cap-sbbc=broken,cap-ibs=broken,cap-ccf-assist=off", "-cpu", "power9", "-bios", ram.FileBeside("firmware")];

    public override PhysicalAddress RamStart => new(0);

    // The machine has no less.
    public override ulong RamBytes => 0x1000_0000;

    public override bool IsBigEndian => true;

    public override string Marks => "accessed, dirty";

    public override uint LandingWord => 0x4400_0002; // sc

    public override bool MonitorTranslates => false; // It asks for real mode, where the program ends.

    public override bool IsEmpty(PhysicalAddress address) => false;

    // To an address without memory the machine says nothing of use.
    public override PhysicalAddress? NextEmpty(Random random) => null;

    public override void Reserve(GuestSpace space)
    {
        do
        {
            Own = space.NextPage();
        }
        while ((Own.Value & space.LastTranslated) >> 30 is 0 or (1UL << 22) - 1);
        space.Map(Own, RamStart, space.KernelLeaf(PageTableLevel.Pte, RamStart, "PageReadonlyX"));
    }

    public override void Load(GuestRam ram, GuestSpace space, int probes)
    {
        Listing.Read("ppc64", isInWords: false).CopyTo(ram.Bytes(RamStart, 0x1000));
        ulong first = MemoryMap.Records;
        ulong[] header = [ProcessTable, first, first + ((ulong)probes * RecordBytes), Own.Value];
        for (int index = 0; index < header.Length; index++)
        {
            ram.Write64(new(MemoryMap.Header + ((ulong)index * 8)), header[index]);
        }

        // 52 bits to translate, 13 of them by the top table. PID 0 is the upper half's; the other half has no tables.
        ram.Write64(new(ProcessTable + (space.IsUpper ? 0UL : 16)), space.Root.Value | 0x4000_0000_0000_00ad);

        // RTAS: the call, how many arguments and answers.
        Span<byte> arguments = ram.Bytes(new(MemoryMap.Header + Arguments), 12);
        BinaryPrimitives.WriteUInt32BigEndian(arguments, PowerOff);
        BinaryPrimitives.WriteUInt32BigEndian(arguments[4..], 2);
        BinaryPrimitives.WriteUInt32BigEndian(arguments[8..], 1);
        File.WriteAllBytes(ram.FileBeside("firmware"), ram.Bytes(RamStart, 0x5000).ToArray());
    }

    public override ulong ModeOf(Probe probe) => Mode64 | MachineChecks
        | (probe.Access == Access.Execute ? TranslateInstructions : TranslateData) | (probe.IsUser ? UserMode | TranslateInstructions | TranslateData : 0);

    public override bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer)
    {
        ulong interrupt = answer.Status >> 32;
        bool isData = probe.Access != Access.Execute;
        if (verdict == Verdict.Allowed)
        {
            return interrupt == SystemCall
                && (isData || answer.Detail == probe.Address.Value + 4)
                && (probe.Access != Access.Read || place != Place.Data || answer.Value == translation.Address.Value);
        }

        if (answer.Detail != probe.Address.Value)
        {
            return false;
        }

        if (verdict == Verdict.NotCanonical)
        {
            return interrupt == (isData ? 0x380UL : 0x480);
        }

        // DSISR; of a fetch what SRR1 has in its place. What is valid and of no shape that the MMU knows is a bad configuration.
        ulong cause = verdict == Verdict.Denied ? (isData ? 0x0800_0000UL : 0x1000_0000) : translation.Entry >> 63 != 0 ? 0x0008_0000UL : 0x4000_0000;
        return interrupt == (isData ? 0x300UL : 0x400)
            && (answer.Status & 0x7a0f_0000) == (cause | (isData && probe.Access == Access.Write ? 0x0200_0000UL : 0));
    }

    // Software's bits, and the four of the rights. The memory type is left as it is.
    public override ulong RightsBits(LevelLayout level) => 0x2000_0000_0000_0e0f;

    public override ulong WildBits(LevelLayout level) => 1UL << 63 | (level.Owner == PageTableLevel.Pte ? 0 : TypeBits);

    public override ulong TypeBits => 1UL << 62;

    public override ulong TableBits(LevelLayout level) => 0;

    // A next table of no size that there is.
    public override ulong? Refused(LevelLayout level, Random random) =>
        level.Owner == PageTableLevel.Pte ? null : 1UL << 63 | ((ulong)random.Next() & 0x3ff_ffe0) | (uint)random.Next(4) | 0x10;

    public override ulong Junk(LevelLayout level, Random random) => (ulong)random.NextInt64();

    public override ulong AfterUse(ulong entry, LevelLayout level, bool isLeaf, bool isWrite) =>
        isLeaf ? entry | 0x100 | (isWrite ? 0x80UL : 0) : entry;
}
