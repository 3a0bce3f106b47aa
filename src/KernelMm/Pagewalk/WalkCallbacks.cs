using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Pagewalk;

/// <summary>Which callbacks a walk has; it goes no deeper than the deepest of them. In Linux: which pointers of <c>struct mm_walk_ops</c> are set.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are flags.")]
public enum WalkCallbacks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>For each entry of the top table.</summary>
    PgdEntry = 1,

    /// <summary>For each p4d entry.</summary>
    P4dEntry = 2,

    /// <summary>For each pud entry.</summary>
    PudEntry = 4,

    /// <summary>For each pmd entry.</summary>
    PmdEntry = 8,

    /// <summary>For each entry of page tables, empty ones too.</summary>
    PteEntry = 16,

    /// <summary>For what has no entries.</summary>
    PteHole = 32,

    /// <summary>To choose the mappings.</summary>
    TestWalk = 64,
}
