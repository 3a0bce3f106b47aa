namespace KernelMm.Pagewalk;

/// <summary>
/// What a walk does. Each callback answers 0 to go on; anything else ends the walk and is its answer: errno below zero. Entries are
/// met in ascending order. In Linux: <c>struct mm_walk_ops</c>.
/// </summary>
/// <typeparam name="TSelf">The struct that implements it.</typeparam>
public interface IVmaWalkOps<TSelf>
    where TSelf : struct, IVmaWalkOps<TSelf>, allows ref struct
{
    /// <summary>Which callbacks there are.</summary>
    static abstract WalkCallbacks Callbacks { get; }

    /// <summary>What is held.</summary>
    static virtual WalkLock WalkLock => WalkLock.Rdlock;

    /// <summary>
    /// Whether to walk a mapping: 0 yes, above zero no, below zero to end the walk with that. Only
    /// <see cref="VmaWalking.WalkPageRange"/> and <see cref="VmaWalking.WalkPageMapping"/> ask. In Linux: <c>test_walk</c>.
    /// </summary>
    static virtual int TestWalk(ref TSelf ops, VirtualAddress start, VirtualAddress end, ref VmaWalk walk) => 0;

    /// <summary>Before the tables of a mapping; an answer other than 0 ends the walk, and <see cref="PostVma"/> does not come. In Linux: <c>pre_vma</c>.</summary>
    static virtual int PreVma(ref TSelf ops, VirtualAddress start, VirtualAddress end, ref VmaWalk walk) => 0;

    /// <summary>After the tables of a mapping, also when the walk of them ended early. In Linux: <c>post_vma</c>.</summary>
    static virtual void PostVma(ref TSelf ops, ref VmaWalk walk)
    {
    }

    /// <summary>An entry of the top table that is not empty. In Linux: <c>pgd_entry</c>.</summary>
    static virtual int PgdEntry(ref TSelf ops, PgdPtr pgd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => 0;

    /// <summary>A p4d entry that is not empty, also where that level is folded. In Linux: <c>p4d_entry</c>.</summary>
    static virtual int P4dEntry(ref TSelf ops, P4dPtr p4d, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => 0;

    /// <summary>A pud entry that is not empty; no lock is held, and it may change. In Linux: <c>pud_entry</c>.</summary>
    static virtual int PudEntry(ref TSelf ops, PudPtr pud, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => 0;

    /// <summary>A pmd entry that is not empty; no lock is held, and it may change. In Linux: <c>pmd_entry</c>.</summary>
    static virtual int PmdEntry(ref TSelf ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => 0;

    /// <summary>
    /// An entry of a page table, empty or not. The table's lock is held, so the callback must not sleep; in a walk without mappings
    /// it is not. In Linux: <c>pte_entry</c>.
    /// </summary>
    static virtual int PteEntry(ref TSelf ops, [NeedsMapped] PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => 0;

    /// <summary>
    /// A range with no entries below some level. In Linux: <c>pte_hole</c>.
    /// </summary>
    /// <param name="ops">The walk's own.</param>
    /// <param name="address">Its first address.</param>
    /// <param name="next">Its exclusive end.</param>
    /// <param name="depth">The level whose entry is empty, 0 being the top's and folded levels not counted apart; -1 where no mapping is, or one that is not walked.</param>
    /// <param name="walk">Where the walk is; a hole must leave its action alone.</param>
    static virtual int PteHole(ref TSelf ops, VirtualAddress address, VirtualAddress next, int depth, ref VmaWalk walk) => 0;
}
