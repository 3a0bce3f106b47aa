namespace KernelMm.Pagewalk;

/// <summary>Where a walk is. In Linux: <c>struct mm_walk</c>.</summary>
public struct VmaWalk
{
    internal VmaWalk(Mm mm)
        : this(mm, mm.Pgd)
    {
    }

    internal VmaWalk(Mm mm, PgdPtr pgd) => (Mm, Pgd) = (mm, pgd);

    /// <summary>The address space.</summary>
    public Mm Mm { get; }

    /// <summary>The mapping; null in the holes between mappings, and in a walk without any.</summary>
    public Vma? Vma { get; internal set; }

    /// <summary>The first slot of the top table: the address space's, unless a walk without mappings was given another. In Linux: <c>pgd</c>.</summary>
    internal PgdPtr Pgd { get; }

    /// <summary>What a callback for a pud or pmd entry wants to happen next.</summary>
    public PageWalkAction Action { get; set; }
}
