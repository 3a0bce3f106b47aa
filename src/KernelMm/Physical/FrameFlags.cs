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

    /// <summary>Freed, and waits on a CPU's own list or for RCU.</summary>
    OnList = 64,
}
