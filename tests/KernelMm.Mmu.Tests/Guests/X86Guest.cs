using System.Buffers.Binary;
using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// x86 on QEMU's PC with a ROM of our own. The program runs under the tables under test, which map it at a place that it does not
/// choose, with large pages; user accesses are made in ring 3, and int3 is the good end of each.
/// </summary>
internal sealed class X86Guest(IArchitecture architecture) : Guest(architecture)
{
    private const ulong Interrupts = 0x2000;
    private const ulong Descriptors = 0x3000;
    private const ulong TaskState = 0x3100;
    private const ulong BootTables = 0x4000;
    private const ulong Stack = 0x9000;
    private const ulong OwnBytes = MemoryMap.Tables;
    private const int Breakpoint = 3;
    private const int GeneralProtection = 13;
    private const int PageFault = 14;

    // QEMU's MAXPHYADDR without hardware virtualisation: higher address bits are reserved.
    private const int PhysicalBits = 40;

    private VirtualAddress Own { get; set; }

    private bool Is64 => Layout.VirtualAddressBits > 32;

    private bool IsPae => Layout.EntryBytes == 8;

    public override Emulator Emulator => new("qemu-system-x86_64", "qemu-system-x86");

    public override IReadOnlyList<string> Machine(GuestRam ram) =>
        ["-M", "pc,memory-backend=ram", "-cpu", Layout.Name == "x64-la57" ? "max,la57=on" : "max", "-device", "pvpanic", "-bios", ram.FileBeside("rom")];

    public override PhysicalAddress RamStart => new(0);

    // The program fills less than half of it.
    public override Place ZeroFrame => Place.Data;

    public override string Marks => "accessed, dirty";

    public override int WordBytes => Is64 ? 8 : 4;

    public override uint LandingWord => 0xcccc_cccc; // int3

    // Between RAM and the devices below 4 GiB, and far above both.
    public override bool IsEmpty(PhysicalAddress address) => address.Value is >= 0x1000_0000 and < 0xe000_0000 or >= 0x2_0000_0000 and < 1UL << PhysicalBits;

    public override PhysicalAddress? NextEmpty(Random random) => new(IsPae
        ? (ulong)random.NextInt64(0x2_0000_0000, 1L << PhysicalBits) : (ulong)random.NextInt64(0x1000_0000, 0xe000_0000));

    public override void Reserve(GuestSpace space)
    {
        // Not below the top table's first entry, where the program comes from, nor at the end, which is under test.
        int root = Layout.Levels[0].Shift;
        do
        {
            Own = new(space.NextPage().Value & ~(OwnBytes - 1));
        }
        while ((Own.Value & space.LastTranslated) >> root == 0 || (Own.Value & space.LastTranslated) + OwnBytes > space.LastTranslated - OwnBytes);

        ulong page = 1UL << Layout.Levels[^2].Shift;
        for (ulong offset = 0; offset < OwnBytes; offset += page)
        {
            PhysicalAddress target = new(offset);
            space.Map(new(Own.Value + offset), target, space.KernelLeaf(PageTableLevel.Pmd, target, "PageSharedExec") | 0x60, PageTableLevel.Pmd);
        }
    }

    public override void Load(GuestRam ram, GuestSpace space, int probes)
    {
        File.WriteAllBytes(ram.FileBeside("rom"), X86Rom.Make());
        Listing.Read(Is64 ? "x64" : "x86", isInWords: false).CopyTo(ram.Bytes(RamStart, 0x1000));
        BootRoot(ram, space);
        for (int vector = 0; vector < 32; vector++)
        {
            Gate(ram, vector, vector switch { Breakpoint => 0x200UL, GeneralProtection => 0x210, PageFault => 0x220, _ => 0x230 });
        }

        ulong[] descriptors =
        [
            0, 0x00cf_9a00_0000_ffff, 0x00cf_9200_0000_ffff, 0x00af_9a00_0000_ffff, 0x00cf_f200_0000_ffff,
            Is64 ? 0x00af_fa00_0000_ffff : 0x00cf_fa00_0000_ffffUL, TaskStateDescriptor, Is64 ? (Own.Value + TaskState) >> 32 : 0,
        ];
        Write(ram, Descriptors, descriptors);
        ram.Write64(new(TaskState + 4), Own.Value + Stack);
        if (!Is64)
        {
            ram.Write64(new(TaskState + 8), 0x10);
        }

        ulong first = Own.Value + MemoryMap.Records;
        Write(ram, MemoryMap.Header,
        [
            0x10 | (IsPae ? 0x20UL : 0) | (Layout.Name == "x64-la57" ? 0x1000UL : 0), // CR4: PSE, PAE, LA57
            BootTables,
            (IsPae ? 0x800UL : 0) | (Is64 ? 0x100UL : 0), // EFER: NXE, LME
            0x8001_0031, // CR0: PG, WP, NE, ET, PE
            Own.Value + (Is64 ? 0x3eUL : 0x32),
            space.Root.Value,
            first, first + ((ulong)probes * RecordBytes),
        ]);
        Pointer(ram, MemoryMap.Header + 96, 0x3f, Descriptors);
        Pointer(ram, MemoryMap.Header + 112, 0x3f, Own.Value + Descriptors);
        Pointer(ram, MemoryMap.Header + 128, 0xfff, Own.Value + Interrupts);
        ram.Write64(new(MemoryMap.Header + 144), (8UL << 32) | (uint)(Own.Value + 0x49));
    }

    // A copy of the top table whose first entry maps the start of memory where it is, by a chain of tables and one large page.
    private void BootRoot(GuestRam ram, GuestSpace space)
    {
        int bytes = Math.Max(32, (1 << Layout.Levels[0].IndexBits) * Layout.EntryBytes);
        ram.Bytes(space.Root, bytes).CopyTo(ram.Bytes(new(BootTables), bytes));
        int depth = Layout.Levels.Count - 2;
        for (int index = 0; index <= depth; index++)
        {
            ulong slot = BootTables + ((ulong)index * 0x1000);
            ulong entry = index == depth ? 0xe3UL : (slot + 0x1000) | (IsPae && !Is64 && index == 0 ? 1UL : 0x23);
            ram.WriteEntry(new(slot), entry, Layout.EntryBytes);
        }
    }

    private ulong TaskStateDescriptor => 0x67 | ((Own.Value + TaskState & 0xff_ffff) << 16) | (0x89UL << 40) | ((Own.Value + TaskState >> 24 & 0xff) << 56);

    // An interrupt gate that ring 3 may use.
    private void Gate(GuestRam ram, int vector, ulong offset)
    {
        ulong target = Own.Value + offset;
        ulong low = (target & 0xffff) | ((Is64 ? 0x18UL : 0x08) << 16) | (0xee00UL << 32) | ((target >> 16 & 0xffff) << 48);
        if (Is64)
        {
            Write(ram, Interrupts + ((ulong)vector * 16), [low, target >> 32]);
        }
        else
        {
            Write(ram, Interrupts + ((ulong)vector * 8), [low]);
        }
    }

    private static void Pointer(GuestRam ram, ulong at, ushort limit, ulong start)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(ram.Bytes(new(at), 2), limit);
        ram.Write64(new(at + 2), start);
    }

    private static void Write(GuestRam ram, ulong at, ReadOnlySpan<ulong> words)
    {
        for (int index = 0; index < words.Length; index++)
        {
            ram.Write64(new(at + ((ulong)index * 8)), words[index]);
        }
    }

    public override ulong ModeOf(Probe probe) => probe.IsUser ? 1UL : 0;

    public override bool Allows(Translation translation, Probe probe) => !IsTooWide(translation) && base.Allows(translation, probe);

    public override bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer)
    {
        if (verdict == Verdict.Allowed)
        {
            return answer.Status == 0
                && (probe.Access != Access.Execute || answer.Detail == Word(probe.Address.Value + 1))
                && (probe.Access != Access.Read || place != Place.Data || answer.Value == Word(translation.Address.Value));
        }

        if (verdict == Verdict.NotCanonical)
        {
            return answer.Status == GeneralProtection << 16;
        }

        ulong access = (probe.IsUser ? 4UL : 0) | (probe.Access switch { Access.Write => 2UL, Access.Execute => IsPae ? 0x10UL : 0, _ => 0 });
        ulong why = (translation.Entry & 1) == 0 ? 0UL : verdict == Verdict.NotMapped || IsTooWide(translation) ? Reserved : 1;
        return answer.Value == Word(probe.Address.Value)
            && (verdict == Verdict.TableMissing ? answer.Status >> 16 == PageFault : (answer.Status & ~(why == Reserved ? 1UL : 0)) == (PageFault << 16 | access | why));
    }

    // RSVD. By the manual P is set beside it, which QEMU leaves out.
    private const ulong Reserved = 8;

    private bool IsTooWide(Translation translation) => IsPae && (translation.Entry & 0x000f_ff00_0000_0000) != 0;

    private ulong Word(ulong value) => Is64 ? value : (uint)value;

    // The monitor's walk knows of no reserved bits.
    public override bool MonitorAnswers(Translation translation, out ulong? expected)
    {
        base.MonitorAnswers(translation, out expected);
        return translation.Result != TranslationResult.TableMissing && (translation.Result != TranslationResult.NotMapped || (translation.Entry & 1) == 0);
    }

    public override ulong RightsBits(LevelLayout level) => 0xf7e
        | (Is64 ? 0xfff0_0000_0000_0000 : IsPae ? 1UL << 63 : 0) | (level.Owner == PageTableLevel.Pte ? 0x80UL : 0x1000);

    public override ulong WildBits(LevelLayout level) => 1 | (IsPae ? 0x000f_ff00_0000_0000UL : 0) | (IsPae && !Is64 ? 0x7ff0_0000_0000_0000UL : 0)
        | (level.Owner == PageTableLevel.Pte ? 0 : 0x80UL | (((1UL << level.Shift) - 1) & ~0x1fffUL));

    public override ulong TypeBits => 0x80;

    public override ulong TableBits(LevelLayout level) => IsPae && !Is64 && level.Owner == PageTableLevel.Pud
        ? 0xe18UL : 0xf7e | (Is64 ? 0xfff0_0000_0000_0000 : IsPae ? 1UL << 63 : 0);

    public override ulong? Refused(LevelLayout level, Random random) => Is64 && !level.HardwareLeaf ? 0xe7UL | ((ulong)random.Next() << 12) : null;

    public override ulong AfterUse(ulong entry, LevelLayout level, bool isLeaf, bool isWrite) =>
        IsPae && !Is64 && level.Owner == PageTableLevel.Pud ? entry : entry | 0x20 | (isLeaf && isWrite ? 0x40UL : 0);

    // A walk marks the entries that it passes, whatever comes at its end.
    // QEMU marks even a PAE PDPTE, whose bit the manual reserves.
    public override ulong MayChange(ulong entry) => 0x20;
}
