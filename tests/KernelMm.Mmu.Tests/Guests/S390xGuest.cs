using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// z/Architecture on QEMU. The program runs without translation and enters spaces of the tables under test for each access: the
/// secondary space for data, with instructions from real storage, and the primary space to execute. QEMU 7.2 has no large pages.
/// </summary>
/// <param name="architecture">The format.</param>
/// <param name="topDepth">How many of the levels are missing at the top.</param>
internal sealed class S390xGuest(IArchitecture architecture, int topDepth) : Guest(architecture)
{
    private const ulong Program = 0x1_0000;
    private const ulong Mode64 = 0x1_8000_0000;
    private const ulong Translated = 1UL << 58;
    private const ulong SecondarySpace = 1UL << 47;
    private const ulong Wait = 1UL << 49;
    private const ulong RealSpace = 0x20;

    public override Emulator Emulator => new("qemu-system-s390x", "qemu-system-misc");

    // Started as a kernel, the start of RAM is taken from a file.
    public override IReadOnlyList<string> Machine(GuestRam ram) =>
        ["-M", "s390-ccw-virtio,memory-backend=ram", "-cpu", "max", "-kernel", ram.FileBeside("kernel")];

    public override PhysicalAddress RamStart => new(0);

    public override bool IsBigEndian => true;

    public override int TopDepth => topDepth;

    public override bool HasUsers => false;

    public override bool MonitorTranslates => false; // It knows only what is in RAM and executable.

    public override string Marks => "none: they are in storage keys";

    public override uint LandingWord => 0x0a00_0a00; // svc 0

    public override bool IsEmpty(PhysicalAddress address) => address.Value >= MemoryMap.End;

    public override PhysicalAddress? NextEmpty(Random random) => new((ulong)random.NextInt64((long)MemoryMap.End, long.MaxValue));

    // The designation type, and the whole table.
    public override PhysicalAddress RootOf(PhysicalAddress table) => new(table.Value | ((3UL - (ulong)topDepth) << 2) | 3);

    public override ulong EmptyEntry(LevelLayout level) => level.Owner == PageTableLevel.Pte ? 0x400 : 0x20 | ((ulong)(level.Owner - PageTableLevel.Pmd) << 2);

    public override bool TakesLeaf(LevelLayout level) => level.Owner == PageTableLevel.Pte;

    public override void Load(GuestRam ram, GuestSpace space, int probes)
    {
        Listing.Read("s390x", isInWords: false).CopyTo(ram.Bytes(new(Program), 0x1000));
        ulong first = MemoryMap.Records;
        ulong[] header =
        [
            (1UL << 20) | (1UL << 26), // CR0: execution can be refused; secondary spaces
            RealSpace, space.Root.Value,
            first, first + ((ulong)probes * RecordBytes),
            Mode64 | Translated | SecondarySpace, Program + 0x100,
            Mode64 | Translated | SecondarySpace, Program + 0x110,
            Mode64 | Translated, 0,
            Mode64 | Wait, 0,
        ];
        for (int index = 0; index < header.Length; index++)
        {
            ram.Write64(new(Program + MemoryMap.Header + ((ulong)index * 8)), header[index]);
        }

        // Where to begin, and what interrupts load: supervisor call and program.
        ram.Write64(new(0), 0x0008_0000_8000_0000 | Program);
        ram.Write64(new(0x1c0), Mode64);
        ram.Write64(new(0x1c8), Program + 0x200);
        ram.Write64(new(0x1d0), Mode64);
        ram.Write64(new(0x1d8), Program + 0x240);
        File.WriteAllBytes(ram.FileBeside("kernel"), ram.Bytes(new(0), (int)Program + 0x2000).ToArray());
    }

    public override ulong ModeOf(Probe probe) => 0;

    public override bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer)
    {
        if (verdict == Verdict.Allowed && place != Place.Empty)
        {
            return answer.Status == 0
                && (probe.Access != Access.Execute || answer.Detail == probe.Address.Value + 2)
                && (probe.Access != Access.Read || place != Place.Data || answer.Value == translation.Address.Value);
        }

        ulong expected = verdict switch
        {
            Verdict.Allowed or Verdict.TableMissing => 0x05, // Addressing
            Verdict.Denied => 0x04,
            Verdict.NotCanonical => 0x38,
            _ => IsMarkedInvalid(translation) ? Code(translation.Shift) : 0x12, // Translation specification
        };
        return answer.Status == expected
            && (expected is 0x05 or 0x12 || (answer.Detail & ~0xfffUL) == (probe.Address.Value & ~0xfffUL));
    }

    // An index beyond a table's limits counts as an invalid entry, and the answer has no entry then.
    private static bool IsMarkedInvalid(Translation translation) =>
        translation.Entry == 0 || (translation.Entry & (translation.Shift == 12 ? 0x400UL : 0x20)) != 0;

    private static ulong Code(int shift) => shift switch { 12 => 0x11, 20 => 0x10, 31 => 0x3b, 42 => 0x3a, _ => 0x39 };

    // Protection, execution, and what is the software's.
    public override ulong RightsBits(LevelLayout level) => 0x3ff;

    public override ulong WildBits(LevelLayout level) => 0xc00;

    public override ulong TypeBits => 0;

    // The table's limits, and the common bit; a segment's protection. That of regions needs what QEMU does not have.
    public override ulong TableBits(LevelLayout level) => level.Owner == PageTableLevel.Pmd ? 0x210UL : 0xd3;

    // Linux makes pages invalid until they are used.
    public override ulong Ready(ulong leaf, Random random) => random.Next(8) == 0 ? leaf : leaf & ~0x400UL;

    public override ulong Junk(LevelLayout level, Random random) => level.Owner == PageTableLevel.Pte
        ? (ulong)random.NextInt64() | 0x400 : ((ulong)random.NextInt64() & ~0xcUL) | EmptyEntry(level);

    // A type of another level; at the lowest a bit that must be zero.
    public override ulong? Refused(LevelLayout level, Random random) => level.Owner == PageTableLevel.Pte
        ? ((ulong)random.NextInt64() & ~0x400UL) | 0x800
        : ((ulong)random.NextInt64() & ~0x42cUL) | ((((ulong)(level.Owner - PageTableLevel.Pmd) + 1 + (ulong)random.Next(3)) & 3) << 2);
}
