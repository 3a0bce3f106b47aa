namespace KernelMm.Contracts;

/// <summary>What a pmd slot can hold at one instant, as far as mapping the table below it is concerned.</summary>
[Flags]
public enum SlotStates
{
    /// <summary>No state at all.</summary>
    Nothing = 0,

    /// <summary>Nothing is mapped. In Linux: <c>pmd_none</c>.</summary>
    None = 1 << 0,

    /// <summary>A page table: the only state in which a map succeeds.</summary>
    Table = 1 << 1,

    /// <summary>A huge page, also while it is split or its protection changes. In Linux: <c>pmd_trans_huge</c>.</summary>
    Huge = 1 << 2,

    /// <summary>A huge entry of device memory, which <c>pmd_trans_huge</c> does not report. In Linux: <c>pmd_devmap</c>.</summary>
    Devmap = 1 << 3,

    /// <summary>A huge page that is being migrated, not present. In Linux: <c>is_pmd_migration_entry</c>.</summary>
    Migration = 1 << 4,

    /// <summary>Corrupt; the mapper reports it and makes it none. In Linux: <c>pmd_bad</c>.</summary>
    Bad = 1 << 5,
}
