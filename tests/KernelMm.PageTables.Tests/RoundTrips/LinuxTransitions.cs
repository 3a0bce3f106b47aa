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

    /// <summary>The kernel's function, or null where no test states one.</summary>
    public static Func<ulong, ulong>? Find(IArchitecture architecture, PageTableLevel level, string method)
    {
        Dictionary<string, Func<ulong, ulong>> family = architecture.Layout.Name.StartsWith("riscv", StringComparison.Ordinal) ? Riscv : X86;
        string name = Plain(method);
        return family.TryGetValue($"{level}_{name}".ToLowerInvariant(), out Func<ulong, ulong>? function) || family.TryGetValue(name, out function) ? function : null;
    }

    /// <summary>A generated method's name as the tables here spell it.</summary>
#pragma warning disable CA1308 // The kernel's names are in lower case.
    public static string Plain(string method) => method.ToLowerInvariant();
#pragma warning restore CA1308

    // mk_pte_saveddirty: dirty and read-only would be a shadow-stack page.
    private static ulong SaveDirty(ulong value) => (value & (Rw | Dirty)) == Dirty ? (value & ~Dirty) | SavedDirty : value;

    private static ulong ClearSavedDirty(ulong value) => (value & (Rw | SavedDirty)) == (Rw | SavedDirty) ? (value & ~SavedDirty) | Dirty : value;
}
