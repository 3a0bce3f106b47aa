using System.Runtime.InteropServices;

namespace KernelMm.Physical;

/// <summary>
/// What the machine knows of one frame; all zero for one that was never handed out. As big as a cache line, so that the locks of
/// neighbouring tables do not share one. In Linux: <c>struct page</c>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct FrameInfo
{
    /// <summary>One of <see cref="FrameFlags"/>; bits that change while it is allocated change atomically.</summary>
    public uint Flags;

    /// <summary>How often it was freed.</summary>
    public uint Generation;

    /// <summary>The owners that a frame is freed after; changes atomically. In Linux: <c>_refcount</c>.</summary>
    public int RefCount;

    /// <summary>How many entries map it, less one; changes atomically. In Linux: <c>_mapcount</c>.</summary>
    public int MapCount;

    /// <summary>The lock of the page table in it. In Linux with split locks: <c>page->ptl</c>.</summary>
    public int Ptl;

    /// <summary>The number of the address space whose table it is, or of the task that allocated it.</summary>
    public int Owner;

    /// <summary>The task that freed it last.</summary>
    public int FreedBy;

    /// <summary>The task that holds the folio's bit lock, as far as one task does.</summary>
    public int LockedBy;

    /// <summary>When it was freed last: the machine's clock.</summary>
    public ulong FreedAt;

    /// <summary>The next frame of the list it is on; 0 for none, frame 0 being on no list.</summary>
    public uint Next;

    /// <summary>The previous one, of free blocks and on lists of reclaim. Also <see cref="MlockCount"/>.</summary>
    public uint Previous;

    /// <summary>The size of the allocation or the free block that starts here, as a power of two of frames.</summary>
    public byte Order;

    /// <summary>Of a table: one of <see cref="PageTableLevel"/>. Also <see cref="IsAnonExclusive"/>.</summary>
    public byte Level;

    /// <summary>
    /// Of an anonymous folio, which is no table: whether it is one address space's own. Its one entry's table's lock protects it, so
    /// it is no flag, whose word others change meanwhile. In Linux: <c>PG_anon_exclusive</c>.
    /// </summary>
    public bool IsAnonExclusive
    {
        readonly get => Level != 0;
        set => Level = value ? (byte)1 : (byte)0;
    }

    /// <summary>
    /// On the list of what cannot be reclaimed, which has no order: how many locked mappings are known to have it. Changes under the
    /// list's lock. In Linux: <c>mlock_count</c>.
    /// </summary>
    public uint MlockCount
    {
        readonly get => Previous;
        set => Previous = value;
    }

    /// <summary>The number of the memory cgroup it is charged to; 0 for none. In Linux: <c>memcg_data</c>.</summary>
    public ushort Memcg;

    /// <summary>The number of what it belongs to in <see cref="KernelMm.Rmap.MappingTable"/>; 0 for nothing. In Linux: <c>mapping</c>.</summary>
    public int Mapping;

    /// <summary>Where in that it is, in pages; of a frame inside of an allocation the first frame's number. In Linux: <c>index</c>, <c>compound_head</c>.</summary>
    public ulong Index;
}
