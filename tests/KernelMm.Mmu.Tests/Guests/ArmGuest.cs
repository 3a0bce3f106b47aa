using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// AArch32 with long descriptors, on QEMU's virt machine. The program stays at EL2 in AArch64 and enters AArch32 modes for each
/// access; the tables under test map the page with the few instructions there. As on arm64, each answer comes twice.
/// </summary>
internal class ArmGuest(IArchitecture architecture) : Guest(architecture)
{
    private const ulong Vectors = 0x800;
    private const ulong Instructions = 0xe00;
    private const ulong SupervisorCall = 2;
    private const ulong PrefetchAbort = 3;
    private const ulong DataAbort = 4;
    private const ulong LongFormat = 1UL << 9;

    protected VirtualAddress Own { get; private set; }

    /// <summary>What TTBCR and DACR hold.</summary>
    protected virtual (ulong Control, ulong Domains) Format => (1UL << 31, 0); // EAE

    /// <summary>A leaf that anyone may read and execute.</summary>
    protected virtual ulong Shareable => 0x4c3;

    /// <summary>The bits of a fault status that are compared.</summary>
    protected virtual ulong StatusBits => 0xa3f;

    public override Emulator Emulator => new("qemu-system-aarch64", "qemu-system-arm");

    public override IReadOnlyList<string> Machine(GuestRam ram) =>
        ["-M", "virt,virtualization=on,memory-backend=ram", "-cpu", "max", "-device", $"loader,addr=0x{Program.Value:x},cpu-num=0"];

    public override PhysicalAddress RamStart => new(0x4000_0000);

    // The machine puts its device tree at the start of RAM.
    private PhysicalAddress Program => new(RamStart.Value + MemoryMap.Spare);

    public override string Marks => "none: a clear accessed flag faults";

    public override int WordBytes => 4;

    public override uint LandingWord => 0xef00_0000; // svc #0

    public override bool MonitorTranslates => false; // It asks for EL2.

    // Between the highest part of RAM there could be and the window for configuring devices, which begins at 256 GiB.
    public override bool IsEmpty(PhysicalAddress address) => address.Value is >= 1UL << 37 and < 1UL << 38;

    public override PhysicalAddress? NextEmpty(Random random) => new((ulong)random.NextInt64(1L << 37, 1L << 38));

    public override void Reserve(GuestSpace space)
    {
        // Neither at the beginning nor at the end, which are under test. Read-only and executable for both.
        do
        {
            Own = space.NextPage();
        }
        while (Own.Value >> 20 == 0 || Own.Value >> 20 == 0xfff);
        space.Map(Own, Program, Program.Value | Shareable);
    }

    public override void Load(GuestRam ram, GuestSpace space, int probes)
    {
        Listing.Read("arm", isInWords: true).CopyTo(ram.Bytes(Program, 0x1000));
        ulong first = RamStart.Value + MemoryMap.Records;
        ulong[] header =
        [
            space.Root.Value, Format.Control,
            ulong.MaxValue, 0x00c5_0805, // MAIR: all normal memory; SCTLR
            Own.Value + Vectors, Format.Domains,
            0, Own.Value + Instructions, // HCR: AArch32 below
            first, first + ((ulong)probes * RecordBytes),
        ];
        for (int index = 0; index < header.Length; index++)
        {
            ram.Write64(new(Program.Value + MemoryMap.Header + ((ulong)index * 8)), header[index]);
        }
    }

    // User and supervisor mode, exceptions masked.
    public override ulong ModeOf(Probe probe) => probe.IsUser ? 0x1d0UL : 0x1d3;

    public override bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer)
    {
        ulong vector = answer.Status >> 32;
        bool isData = probe.Access != Access.Execute;
        if (verdict == Verdict.Allowed && place != Place.Empty)
        {
            return vector == SupervisorCall
                && (isData ? IsTranslated(translation, answer.Extra) : answer.Detail == probe.Address.Value + 4)
                && (probe.Access != Access.Read || place != Place.Data || answer.Value == translation.Address.Value);
        }

        ulong cause = Cause(translation, verdict);
        ulong write = isData && probe.Access == Access.Write ? 1UL << 11 : 0;
        return vector == (isData ? DataAbort : PrefetchAbort) && (answer.Status & StatusBits) == (StatusOf(cause) | write) && answer.Detail == probe.Address.Value
            && (!isData || verdict switch
            {
                Verdict.Allowed => IsTranslated(translation, answer.Extra),
                Verdict.TableMissing => (answer.Extra & 0x3f) == cause,
                _ => (answer.Extra & 0x7f) == ((cause << 1) | 1),
            });
    }

    /// <summary>The fault status register's form of a fault code.</summary>
    protected virtual ulong StatusOf(ulong cause) => cause | LongFormat;

    /// <summary>The manual's number of the level whose entries cover so much.</summary>
    protected virtual ulong LevelOf(int shift) => (ulong)(3 - ((shift - 12) / 9));

    private static bool IsTranslated(Translation translation, ulong par) =>
        (par & 1) == 0 && (par & 0xff_ffff_f000) == (translation.Address.Value & ~0xfffUL);

    // The fault status code, which names the level of the entry.
    private ulong Cause(Translation translation, Verdict verdict) => verdict switch
    {
        Verdict.Allowed => 0x10,
        Verdict.Denied => 0xc | LevelOf(translation.Shift),
        Verdict.NotMapped => 4 | LevelOf(translation.Shift),
        Verdict.TableMissing => 0x14 | (LevelOf(translation.Shift) + 1),
        _ => throw new InvalidOperationException("32 bits are all an address has."),
    };

    // All but the address, the type and the accessed flag, whose absence is a fault of its own.
    public override ulong RightsBits(LevelLayout level) => 0xfff0_0000_0000_0bfc;

    public override ulong Ready(ulong leaf, Random random) => leaf | 0x400;

    public override ulong WildBits(LevelLayout level) => 3;

    public override ulong? Refused(LevelLayout level, Random random) =>
        level.Owner == PageTableLevel.Pte ? ((ulong)random.NextInt64() & ~3UL) | 1 : null;

    public override ulong TypeBits => 2;

    public override ulong TableBits(LevelLayout level) => 0xfff0_0000_0000_0ffc;
}
