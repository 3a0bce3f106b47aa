namespace KernelMm.Levels.Model;

/// <summary>Linux's five names for the levels of a page table, lowest first.</summary>
public enum LevelName
{
    /// <summary>Page table entry, the lowest.</summary>
    Pte,

    /// <summary>Page middle directory.</summary>
    Pmd,

    /// <summary>Page upper directory.</summary>
    Pud,

    /// <summary>The fourth-level directory.</summary>
    P4d,

    /// <summary>Page global directory, the highest.</summary>
    Pgd,
}
