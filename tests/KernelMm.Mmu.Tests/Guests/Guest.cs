using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>
/// A machine and the program that tries accesses on it: it reads probes from a list in RAM, does each under the tables under
/// test, catches what becomes of it, and writes that down beside the probe.
/// </summary>
internal abstract class Guest(IArchitecture architecture)
{
    /// <summary>A record of the list: address, mode, access, the word to write; status, value and detail come from the guest.</summary>
    public const int RecordBytes = 64;

    public IArchitecture Architecture { get; } = architecture;

    protected ArchitectureLayout Layout => Architecture.Layout;

    public abstract Emulator Emulator { get; }

    /// <summary>The emulator's machine and CPU.</summary>
    public abstract IReadOnlyList<string> Machine(GuestRam ram);

    public abstract PhysicalAddress RamStart { get; }

    /// <summary>How much RAM the machine has.</summary>
    public virtual ulong RamBytes => MemoryMap.End;

    public virtual bool IsBigEndian => false;

    /// <summary>Random physical addresses at which there is nothing; null where the machine has no such place.</summary>
    public abstract PhysicalAddress? NextEmpty(Random random);

    /// <summary>Whether at an address there is nothing, and an access to it does no harm.</summary>
    public abstract bool IsEmpty(PhysicalAddress address);

    /// <summary>How many bytes a probe reads and writes.</summary>
    public virtual int WordBytes => 8;

    /// <summary>The accesses that are tried, each as a user's and as the kernel's where <see cref="HasUsers"/>.</summary>
    public virtual IReadOnlyList<Access> Accesses => [Access.Read, Access.Write, Access.Execute];

    /// <summary>Whether tables tell users from the kernel.</summary>
    public virtual bool HasUsers => true;

    /// <summary>The accesses, each with whether it is a user's.</summary>
    public IEnumerable<(Access Access, bool IsUser)> Kinds => Accesses.SelectMany(access =>
        HasUsers ? new[] { (access, false), (access, true) } : [(access, false)]);

    /// <summary>What lies in the frame of address 0, which is the core's zero page.</summary>
    public virtual Place ZeroFrame => Place.Other;

    /// <summary>The bits that this machine's MMU sets, for people.</summary>
    public abstract string Marks { get; }

    /// <summary>Whether the emulator has been seen to translate addresses on the monitor's request.</summary>
    public virtual bool MonitorTranslates => true;

    /// <summary>The 32 bits that fill the places at which executing returns.</summary>
    public abstract uint LandingWord { get; }

    /// <summary>What the guest program needs of the tables under test, and where its parts lie.</summary>
    public virtual void Reserve(GuestSpace space)
    {
    }

    /// <summary>Writes the program and its header.</summary>
    public abstract void Load(GuestRam ram, GuestSpace space, int probes);

    /// <summary>The record's mode: what makes the access one of a user's or of the kernel's.</summary>
    public abstract ulong ModeOf(Probe probe);

    /// <summary>Whether the manual lets an access with these rights pass.</summary>
    public virtual bool Allows(Translation translation, Probe probe) => probe.Access switch
    {
        Access.Execute => translation.Rights.HasFlag(probe.IsUser ? AccessRights.UserExecute | AccessRights.User : AccessRights.KernelExecute),
        Access.Write => translation.Rights.HasFlag(AccessRights.Write) && (!probe.IsUser || translation.Rights.HasFlag(AccessRights.User)),
        _ => translation.Rights.HasFlag(probe.IsUser ? AccessRights.Read | AccessRights.User : AccessRights.Read),
    };

    /// <summary>Whether the guest's answer is what the manual says of such an end.</summary>
    public abstract bool Agrees(Probe probe, Translation translation, Verdict verdict, Place place, Answer answer);

    /// <summary>What the monitor should answer for an address: the physical one, null for none; false where it says nothing of worth.</summary>
    public virtual bool MonitorAnswers(Translation translation, out ulong? expected)
    {
        expected = translation.IsMapped ? translation.Address.Value : null;
        return true;
    }

    /// <summary>Bits of a leaf that may have any value and change rights at most.</summary>
    public abstract ulong RightsBits(LevelLayout level);

    /// <summary>Bits of a leaf whose flipping may make hardware refuse it.</summary>
    public abstract ulong WildBits(LevelLayout level);

    /// <summary>Bits that tell a page from a table. What becomes a table that way must not lie where the guest program is.</summary>
    public abstract ulong TypeBits { get; }

    /// <summary>An entry that looks valid and that hardware refuses at this level, or null where the wild bits make all there are.</summary>
    public virtual ulong? Refused(LevelLayout level, Random random) => null;

    /// <summary>Bits of a table's entry that may have any value.</summary>
    public abstract ulong TableBits(LevelLayout level);

    /// <summary>A table's entry that takes no right away, where those that Linux makes do.</summary>
    public virtual ulong GrantAll(ulong entry) => entry;

    /// <summary>A leaf as it is in use, where a fresh one would stop the machine at something that is no matter of translation.</summary>
    public virtual ulong Ready(ulong leaf, Random random) => leaf;

    /// <summary>A random entry that is not valid.</summary>
    public virtual ulong Junk(LevelLayout level, Random random) => (ulong)random.NextInt64() << 1;

    /// <summary>What an entry holds where nothing is.</summary>
    public virtual ulong EmptyEntry(LevelLayout level) => 0;

    /// <summary>A leaf of the MMU's own format, where the generated types make only Linux's entries beside it; else null.</summary>
    public virtual ulong? OwnLeaf(LevelLayout level, PhysicalAddress target, Random random) => null;

    /// <summary>How far behind Linux's table of the lowest level the MMU's lies.</summary>
    public virtual ulong OwnTableOffset => 0;

    /// <summary>Whether the machine takes a page at a level.</summary>
    public virtual bool TakesLeaf(LevelLayout level) => level.HardwareLeaf;

    /// <summary>How many levels are missing at the top, where the root says how many there are.</summary>
    public virtual int TopDepth => 0;

    /// <summary>The root that leads to a top table.</summary>
    public virtual PhysicalAddress RootOf(PhysicalAddress table) => table;

    /// <summary>A leaf that stands for a group of entries, or null where there are none.</summary>
    public virtual ulong? GroupedLeaf(LevelLayout level, PhysicalAddress target, ulong leaf) => null;

    /// <summary>An entry as a write takes it, where the MMU itself makes pages writable; null where it does not.</summary>
    public virtual Func<ulong, ulong>? SeenByWrites => null;

    /// <summary>Whether what an access may do does not depend on accesses before it.</summary>
    public virtual bool IsDecided(Translation translation, Probe probe) => true;

    /// <summary>What hardware makes of an entry that an access goes through; the same where it keeps no such bits.</summary>
    public virtual ulong AfterUse(ulong entry, LevelLayout level, bool isLeaf, bool isWrite) => entry;

    /// <summary>The bits that hardware may have changed in an entry that it looked at, though the access came to no end.</summary>
    public virtual ulong MayChange(ulong entry) => 0;

    /// <summary>Whether the emulator can be asked about an address.</summary>
    public virtual bool CanTry(VirtualAddress address) => true;
}
