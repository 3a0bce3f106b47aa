using System.Diagnostics.CodeAnalysis;

namespace KernelMm;

/// <summary>What a mapping is and allows. In Linux: <c>vm_flags_t</c>, the flags that begin with <c>VM_</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are the kernel's flags.")]
public enum VmaFlags : ulong
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It may be read.</summary>
    Read = 0x1,

    /// <summary>It may be written.</summary>
    Write = 0x2,

    /// <summary>It may be executed.</summary>
    Exec = 0x4,

    /// <summary>What one writes, all see who map the same.</summary>
    Shared = 0x8,

    /// <summary>It can be made readable.</summary>
    MayRead = 0x10,

    /// <summary>It can be made writable.</summary>
    MayWrite = 0x20,

    /// <summary>It can be made executable.</summary>
    MayExec = 0x40,

    /// <summary>It can be shared.</summary>
    MayShare = 0x80,

    /// <summary>It grows downwards when an address below it is used: a stack.</summary>
    GrowsDown = 0x100,

    /// <summary>Bare frames, with nothing known of them.</summary>
    PfnMap = 0x400,

    /// <summary>Its pages stay in memory.</summary>
    Locked = 0x2000,

    /// <summary>Registers of a device.</summary>
    Io = 0x4000,

    /// <summary>It is said to be read in order.</summary>
    SeqRead = 0x8000,

    /// <summary>It is said to be read in no order.</summary>
    RandRead = 0x1_0000,

    /// <summary>A child does not get it.</summary>
    DontCopy = 0x2_0000,

    /// <summary>It cannot be made bigger.</summary>
    DontExpand = 0x4_0000,

    /// <summary>With <see cref="Locked"/>: pages are locked when they are first used.</summary>
    LockOnFault = 0x8_0000,

    /// <summary>Its pages are accounted for as committed memory.</summary>
    Account = 0x10_0000,

    /// <summary>It was asked for without any such account.</summary>
    NoReserve = 0x20_0000,

    /// <summary>Huge pages of a pool.</summary>
    HugeTlb = 0x40_0000,

    /// <summary>A child gets it empty.</summary>
    WipeOnFork = 0x200_0000,

    /// <summary>It is left out of core dumps.</summary>
    DontDump = 0x400_0000,

    /// <summary>It is new since somebody looked at what was written to.</summary>
    SoftDirty = 0x800_0000,

    /// <summary>Pages and bare frames.</summary>
    MixedMap = 0x1000_0000,

    /// <summary>Huge pages are wanted.</summary>
    HugePage = 0x2000_0000,

    /// <summary>Huge pages are not wanted.</summary>
    NoHugePage = 0x4000_0000,

    /// <summary>Equal pages may be made one.</summary>
    Mergeable = 0x8000_0000,

    /// <summary>Missing pages are somebody else's business.</summary>
    UffdMissing = 0x200,

    /// <summary>Write-protected pages are somebody else's business.</summary>
    UffdWp = 0x1000,

    /// <summary>Any of the rights. In Linux: <c>VM_ACCESS_FLAGS</c>.</summary>
    AccessFlags = Read | Write | Exec,

    /// <summary>Both flags of locked memory. In Linux: <c>VM_LOCKED_MASK</c>.</summary>
    LockedMask = Locked | LockOnFault,

    /// <summary>Mappings that are left alone by what works on pages: never locked, merged or split for good. In Linux: <c>VM_SPECIAL</c>.</summary>
    Special = Io | DontExpand | PfnMap | MixedMap,
}
