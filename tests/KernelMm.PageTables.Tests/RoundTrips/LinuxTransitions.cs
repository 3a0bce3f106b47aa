namespace KernelMm.PageTables.Tests.RoundTrips;

/// <summary>
/// What the kernel's headers make of an entry, under the kernel's names without underscores. Each is an equation between whole
/// words, so it also says which bits stay.
/// </summary>
internal static class LinuxTransitions
{
    private const ulong Rw = 1UL << 1;
    private const ulong Accessed = 1UL << 5;
    private const ulong Dirty = 1UL << 6;
    private const ulong Pse = 1UL << 7;
    private const ulong Global = 1UL << 8;
    private const ulong Special = 1UL << 9;
    private const ulong UffdWp = 1UL << 10;
    private const ulong SoftDirty = 1UL << 11;
    private const ulong Devmap = 1UL << 57;
    private const ulong SavedDirty = 1UL << 58;
    private const ulong Nx = 1UL << 63;

    private static readonly Dictionary<string, Func<ulong, ulong>> X86 = new()
    {
        ["mkwrite"] = value => ClearSavedDirty(value | Rw),
        ["wrprotect"] = value => SaveDirty(value & ~Rw),
        ["mkdirty"] = value => SaveDirty(value | Dirty | SoftDirty),
        ["mkclean"] = value => value & ~(Dirty | SavedDirty),
        ["mkyoung"] = value => value | Accessed,
        ["mkold"] = value => value & ~Accessed,
        ["pte_mkdevmap"] = value => value | Special | Devmap,
        ["mkdevmap"] = value => value | Devmap,
        ["mkspecial"] = value => value | Special,
        ["mksoftdirty"] = value => value | SoftDirty,
        ["clearsoftdirty"] = value => value & ~SoftDirty,
        ["mkhuge"] = value => value | Pse,
        ["mkuffdwp"] = value => SaveDirty((value | UffdWp) & ~Rw),
        ["clearuffdwp"] = value => value & ~UffdWp,
        ["mkexec"] = value => value & ~Nx,
        ["mkglobal"] = value => value | Global,
        ["clrglobal"] = value => value & ~Global,
        ["swpmksoftdirty"] = value => value | 2,
        ["swpclearsoftdirty"] = value => value & ~2UL,
        ["swpmkuffdwp"] = value => value | 4,
        ["swpclearuffdwp"] = value => value & ~4UL,
        ["swpmkexclusive"] = value => value | 8,
        ["swpclearexclusive"] = value => value & ~8UL,
    };

    private static readonly Dictionary<string, Func<ulong, ulong>> Riscv = new()
    {
        ["mkwrite"] = value => value | (1UL << 2),
        ["wrprotect"] = value => value & ~(1UL << 2),
        ["mkdirty"] = value => value | (1UL << 7),
        ["mkclean"] = value => value & ~(1UL << 7),
        ["mkyoung"] = value => value | (1UL << 6),
        ["mkold"] = value => value & ~(1UL << 6),
        ["mkspecial"] = value => value | (1UL << 8),
        ["mkdevmap"] = value => value | (1UL << 9),
        ["swpmkexclusive"] = value => value | (1UL << 6),
        ["swpclearexclusive"] = value => value & ~(1UL << 6),
    };

    // pgtable.h of 32-bit x86: no soft-dirty and no userfaultfd, the saved dirty bit is 10, and exclusive swap is bit 7.
    private static readonly Dictionary<string, Func<ulong, ulong>> X86Short = new()
    {
        ["mkwrite"] = value => ((value | Rw) & (1UL << 10)) != 0 ? ((value | Rw) & ~(1UL << 10)) | Dirty : value | Rw,
        ["wrprotect"] = value => SaveShort(value & ~Rw),
        ["mkdirty"] = value => SaveShort(value | Dirty),
        ["mkclean"] = value => value & ~(Dirty | (1UL << 10)),
        ["mkyoung"] = value => value | Accessed,
        ["mkold"] = value => value & ~Accessed,
        ["mkspecial"] = value => value | Special,
        ["mkhuge"] = value => value | Pse,
        ["mkexec"] = value => value & ~Nx,
        ["mkglobal"] = value => value | Global,
        ["clrglobal"] = value => value & ~Global,
        ["swpmkexclusive"] = value => value | (1UL << 7),
        ["swpclearexclusive"] = value => value & ~(1UL << 7),
    };

    private const ulong ArmRdonly = 1UL << 7;
    private const ulong ArmWrite = 1UL << 51;
    private const ulong ArmDirty = 1UL << 55;

    private static readonly Dictionary<string, Func<ulong, ulong>> Arm64 = new()
    {
        ["mkwrite"] = value => (value | ArmWrite) & ~ArmRdonly,
        ["wrprotect"] = ArmWrprotect,
        ["mkdirty"] = value => (value & ArmWrite) != 0 ? (value | ArmDirty) & ~ArmRdonly : value | ArmDirty,
        ["mkclean"] = value => (value & ~ArmDirty) | ArmRdonly,
        ["mkyoung"] = value => value | (1UL << 10),
        ["mkold"] = value => value & ~(1UL << 10),
        ["mkspecial"] = value => value | (1UL << 56),
        ["mkdevmap"] = value => value | (3UL << 56),
        ["mkuffdwp"] = value => ArmWrprotect(value | (1UL << 58)),
        ["clearuffdwp"] = value => value & ~(1UL << 58),
        ["mkhuge"] = value => value & ~2UL,
        ["mkcont"] = value => value | (1UL << 52) | 3,
        ["mknoncont"] = value => value & ~(1UL << 52),
        ["swpmkexclusive"] = value => value | 4,
        ["swpclearexclusive"] = value => value & ~4UL,
        ["swpmkuffdwp"] = value => value | 8,
        ["swpclearuffdwp"] = value => value & ~8UL,
    };

    // The software's bits alone: what the MMU is to see of them is made when the entry is written.
    private static readonly Dictionary<string, Func<ulong, ulong>> ArmLpae = new()
    {
        ["mkwrite"] = value => value & ~(1UL << 58),
        ["wrprotect"] = value => value | (1UL << 58),
        ["mkdirty"] = value => value | (1UL << 55),
        ["mkclean"] = value => value & ~(1UL << 55),
        ["mkyoung"] = value => value | (1UL << 10),
        ["mkold"] = value => value & ~(1UL << 10),
        ["mkexec"] = value => value & ~(1UL << 54),
        ["mkspecial"] = value => value | (1UL << 56),
        ["mkhuge"] = value => value & ~2UL,
        ["swpmkexclusive"] = value => value | (1UL << 7),
        ["swpclearexclusive"] = value => value & ~(1UL << 7),
    };

    // L_PTE_YOUNG, DIRTY, RDONLY and XN of the short descriptors.
    private static readonly Dictionary<string, Func<ulong, ulong>> ArmShort = new()
    {
        ["mkwrite"] = value => value & ~0x80UL,
        ["wrprotect"] = value => value | 0x80,
        ["mkdirty"] = value => value | 0x40,
        ["mkclean"] = value => value & ~0x40UL,
        ["mkyoung"] = value => value | 2,
        ["mkold"] = value => value & ~2UL,
        ["mkexec"] = value => value & ~0x200UL,
        ["swpmkexclusive"] = value => value | 0x80,
        ["swpclearexclusive"] = value => value & ~0x80UL,
    };

    // young=0 sets invalid, dirty=0 sets protect; in segment entries the same bits stand elsewhere.
    private static readonly Dictionary<string, Func<ulong, ulong>> S390 = new()
    {
        ["pte_mkwrite"] = value => (value & 8) != 0 ? (value | 0x20) & ~0x200UL : value | 0x20,
        ["pmd_mkwrite"] = value => (value & 0x2000) != 0 ? (value | 2) & ~0x200UL : value | 2,
        ["pte_wrprotect"] = value => (value & ~0x20UL) | 0x200,
        ["pmd_wrprotect"] = value => (value & ~2UL) | 0x200,
        ["pte_mkdirty"] = value => (value & 0x20) != 0 ? (value | 0xa) & ~0x200UL : value | 0xa,
        ["pmd_mkdirty"] = value => (value & 2) != 0 ? (value | 0x6000) & ~0x200UL : value | 0x6000,
        ["pte_mkclean"] = value => (value & ~8UL) | 0x200,
        ["pmd_mkclean"] = value => (value & ~0x2000UL) | 0x200,
        ["pte_mkyoung"] = value => (value & 0x10) != 0 ? (value | 4) & ~0x400UL : value | 4,
        ["pmd_mkyoung"] = value => (value & 1) != 0 ? (value | 0x1000) & ~0x20UL : value | 0x1000,
        ["pte_mkold"] = value => (value & ~4UL) | 0x400,
        ["pmd_mkold"] = value => (value & ~0x1000UL) | 0x20,
        ["pte_mksoftdirty"] = value => value | 2,
        ["pmd_mksoftdirty"] = value => value | 0x4000,
        ["pte_clearsoftdirty"] = value => value & ~2UL,
        ["pmd_clearsoftdirty"] = value => value & ~0x4000UL,
        ["mkspecial"] = value => value | 0x40,
        ["swpmkexclusive"] = value => value | 0x800,
        ["swpclearexclusive"] = value => value & ~0x800UL,
        ["swpmksoftdirty"] = value => value | 2,
        ["swpclearsoftdirty"] = value => value & ~2UL,
    };

    // D follows W and MODIFIED; V is the accessed bit.
    private static readonly Dictionary<string, Func<ulong, ulong>> LoongArch = new()
    {
        ["mkwrite"] = value => (value & 0x200) != 0 ? value | 0x102 : value | 0x100,
        ["wrprotect"] = value => value & ~0x102UL,
        ["mkdirty"] = value => (value & 0x100) != 0 ? value | 0x202 : value | 0x200,
        ["mkclean"] = value => value & ~0x202UL,
        ["mkyoung"] = value => value | 1,
        ["mkold"] = value => value & ~1UL,
        ["mkdevmap"] = value => value | (1UL << 59),
        ["mkspecial"] = value => value | 0x800,
        ["swpmkexclusive"] = value => value | 0x80_0000,
        ["swpclearexclusive"] = value => value & ~0x80_0000UL,
    };

    private static readonly Dictionary<string, Func<ulong, ulong>> PpcRadix = new()
    {
        ["mkwrite"] = value => value | 6,
        ["wrprotect"] = value => value & ~2UL,
        ["mkdirty"] = value => value | 0x280,
        ["mkclean"] = value => value & ~0x80UL,
        ["mkyoung"] = value => value | 0x100,
        ["mkold"] = value => value & ~0x100UL,
        ["mksoftdirty"] = value => value | 0x200,
        ["clearsoftdirty"] = value => value & ~0x200UL,
        ["mkhuge"] = value => value | (1UL << 62),
        ["mkexec"] = value => value | 1,
        ["mkspecial"] = value => value | 0x400,
        ["mkdevmap"] = value => value | 0xc00,
        ["swpmkexclusive"] = value => value | 0x20,
        ["swpclearexclusive"] = value => value & ~0x20UL,
        ["swpmksoftdirty"] = value => value | 0x200,
        ["swpclearsoftdirty"] = value => value & ~0x200UL,
    };

    /// <summary>The kernel's function, or null where no test states one.</summary>
    public static Func<ulong, ulong>? Find(IArchitecture architecture, PageTableLevel level, string method)
    {
        Dictionary<string, Func<ulong, ulong>> family = architecture.Layout.Name.Split('-')[0] switch
        {
            "riscv" => Riscv,
            "arm64" => Arm64,
            "arm" => architecture.Layout.EntryBits == 32 ? ArmShort : ArmLpae,
            "s390x" => S390,
            "loongarch64" => LoongArch,
            "ppc64" => PpcRadix,
            "x86" => X86Short,
            _ => X86,
        };
        string name = Plain(method);
        return family.TryGetValue($"{level}_{name}".ToLowerInvariant(), out Func<ulong, ulong>? function) || family.TryGetValue(name, out function) ? function : null;
    }

    /// <summary>A generated method's name as the tables here spell it.</summary>
#pragma warning disable CA1308 // The kernel's names are in lower case.
    public static string Plain(string method) => method.ToLowerInvariant();
#pragma warning restore CA1308

    // mk_pte_saveddirty: dirty and read-only would be a shadow-stack page.
    private static ulong SaveDirty(ulong value) => (value & (Rw | Dirty)) == Dirty ? (value & ~Dirty) | SavedDirty : value;

    private static ulong SaveShort(ulong value) => (value & (Rw | Dirty)) == Dirty ? (value & ~Dirty) | (1UL << 10) : value;

    // pte_wrprotect: what hardware knew of the page is kept in the software's dirty bit.
    private static ulong ArmWrprotect(ulong value) =>
        ((value & (ArmWrite | ArmRdonly)) == ArmWrite ? value | ArmDirty : value) & ~ArmWrite | ArmRdonly;

    private static ulong ClearSavedDirty(ulong value) => (value & (Rw | SavedDirty)) == (Rw | SavedDirty) ? (value & ~SavedDirty) | Dirty : value;
}
