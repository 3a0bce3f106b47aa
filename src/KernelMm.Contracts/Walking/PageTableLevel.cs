namespace KernelMm.Contracts;

/// <summary>
/// Linux's five names for the levels of a page table, lowest first. An architecture with fewer levels folds the missing ones
/// into a neighbour and keeps the names.
/// </summary>
public enum PageTableLevel
{
    /// <summary>The lowest level; its entries map base pages. In Linux: <c>pte_t</c>.</summary>
    Pte,

    /// <summary>The page middle directory. In Linux: <c>pmd_t</c>.</summary>
    Pmd,

    /// <summary>The page upper directory. In Linux: <c>pud_t</c>.</summary>
    Pud,

    /// <summary>The fourth-level directory. In Linux: <c>p4d_t</c>.</summary>
    P4d,

    /// <summary>The page global directory, where a walk starts. In Linux: <c>pgd_t</c>.</summary>
    Pgd,
}
