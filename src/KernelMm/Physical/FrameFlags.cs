namespace KernelMm.Physical;

/// <summary>What a frame is now. In Linux: <c>page->flags</c> and <c>page_type</c>.</summary>
[Flags]
internal enum FrameFlags : uint
{
    None = 0,

    /// <summary>Somebody has it.</summary>
    Allocated = 1,

    /// <summary>It is the first of a free block. In Linux: <c>PageBuddy</c>.</summary>
    Buddy = 2,

    /// <summary>It is the first of an allocation. In Linux: not <c>PageTail</c>.</summary>
    Head = 4,

    /// <summary>It holds a page table.</summary>
    Table = 8,

    /// <summary>It holds a page table that no slot points to any more; from now on all its entries are none.</summary>
    Detached = 16,

    /// <summary>The folio's bit lock is held. In Linux: <c>PG_locked</c>.</summary>
    Locked = 32,

    /// <summary>It holds a page table and was allocated for that while some task still had it mapped as what it was before.</summary>
    Remembered = 64,

    /// <summary>Its content is what it should be. In Linux: <c>PG_uptodate</c>.</summary>
    Uptodate = 128,

    /// <summary>It was written to since it was last saved. In Linux: <c>PG_dirty</c>.</summary>
    Dirty = 256,

    /// <summary>It is on a list of reclaim. In Linux: <c>PG_lru</c>.</summary>
    Lru = 512,

    /// <summary>That is a list of what is in use. In Linux: <c>PG_active</c>.</summary>
    Active = 1024,

    /// <summary>It was used lately. In Linux: <c>PG_referenced</c>.</summary>
    Referenced = 2048,

    /// <summary>It cannot be reclaimed. In Linux: <c>PG_unevictable</c>.</summary>
    Unevictable = 4096,

    /// <summary>There is no file to write it to. In Linux: <c>PG_swapbacked</c>.</summary>
    SwapBacked = 8192,

    /// <summary>What it belongs to is an anon_vma. In Linux: <c>PAGE_MAPPING_ANON</c> in <c>mapping</c>.</summary>
    Anon = 1 << 14,

    /// <summary>It is locked in memory. In Linux: <c>PG_mlocked</c>.</summary>
    Mlocked = 1 << 15,
}
