namespace KernelMm.Pagewalk;

/// <summary>Where a walk is. In Linux: <c>struct mm_walk</c>.</summary>
public struct VmaWalk
{
    internal VmaWalk(Mm mm) => Mm = mm;

    /// <summary>The address space.</summary>
    public Mm Mm { get; }

    /// <summary>The mapping; null in the holes between mappings, and in a walk without any.</summary>
    public Vma? Vma { get; internal set; }

    /// <summary>What a callback for a pud or pmd entry wants to happen next.</summary>
    public PageWalkAction Action { get; set; }
}
