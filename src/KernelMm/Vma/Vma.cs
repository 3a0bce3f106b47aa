using KernelMm.Filemap;
using KernelMm.Locking;
using KernelMm.Rmap;

namespace KernelMm;

/// <summary>
/// One mapping of an address space: a range of addresses of one kind. Everything in it changes only while it is write-locked
/// (<see cref="VmaStartWrite"/>, for which <see cref="Mm.MmapLock"/> is held for writing), and nothing while somebody has it read-locked.
/// Readers that found it in the tree without a lock may see it after it was taken out: <see cref="Detached"/> says so. In Linux:
/// <c>struct vm_area_struct</c>.
/// </summary>
public sealed class Vma
{
    internal Vma(Mm mm)
    {
        Mm = mm;
        Lock = new VmaLock(mm.Machine);
    }

    /// <summary>The address space. In Linux: <c>vm_mm</c>.</summary>
    public Mm Mm { get; }

    /// <summary>The first address. In Linux: <c>vm_start</c>.</summary>
    public VirtualAddress Start { get; internal set; }

    /// <summary>The exclusive end. In Linux: <c>vm_end</c>.</summary>
    public VirtualAddress End { get; internal set; }

    /// <summary>What <see cref="Start"/> maps. In Linux: <c>vm_pgoff</c>.</summary>
    public Pgoff Pgoff { get; internal set; }

    /// <summary>What it is and allows. Changed by <see cref="VmaLocking.VmFlagsReset"/> and its siblings. In Linux: <c>vm_flags</c>.</summary>
    public VmaFlags Flags { get; internal set; }

    /// <summary>The bits that entries for its pages have. In Linux: <c>vm_page_prot</c>.</summary>
    public Pgprot PageProt { get; internal set; }

    /// <summary>Where the anonymous pages made in it belong to; null until the first is made. In Linux: <c>anon_vma</c>.</summary>
    public AnonVma? AnonVma { get; internal set; }

    /// <summary>The first link to all whose anonymous pages may be in it. In Linux: <c>anon_vma_chain</c>.</summary>
    internal AnonVmaChain? AnonVmaChains { get; set; }

    /// <summary>The pages behind it; null for private anonymous memory. In Linux: <c>vm_file->f_mapping</c>.</summary>
    public AddressSpace? Mapping { get; internal set; }

    /// <summary>Its place among the mappings of <see cref="Mapping"/>. In Linux: <c>shared.rb</c>.</summary>
    internal IntervalNode<Vma>? FileNode { get; set; }

    /// <summary>What is behind it; null for private anonymous memory. In Linux: <c>vm_ops</c>.</summary>
    public IVmOperations? Ops { get; internal set; }

    /// <summary>The NUMA node that its pages should come from; null for that of the CPU. In Linux: <c>vm_policy</c>.</summary>
    public int? Policy { get; internal set; }

    /// <summary>Its lock. In Linux: <c>vm_lock</c>.</summary>
    public VmaLock Lock { get; }

    /// <summary>Whether it is in no tree, or about to leave it. In Linux: <c>detached</c>.</summary>
    public bool Detached { get; internal set; } = true;

    /// <summary>Whether nobody may use it any more: its grace period is over.</summary>
    internal bool IsFreed { get; set; }

    /// <summary>How big it is.</summary>
    public ByteCount Size => End - Start;

    /// <summary>How many pages it has. In Linux: <c>vma_pages</c>.</summary>
    public FrameCount Pages => new(Size.Value >> PageShift);

    /// <summary>Whether it is private anonymous memory. In Linux: <c>vma_is_anonymous</c>.</summary>
    public bool IsAnonymous => Ops is null;

    /// <summary>Whether anything may be done with it; if not, entries that nobody may use are no hints. In Linux: <c>vma_is_accessible</c>.</summary>
    public bool IsAccessible => (Flags & VmaFlags.AccessFlags) != 0;

    /// <summary>Whether what is written in it is its own. In Linux: <c>is_cow_mapping</c>.</summary>
    public bool IsCowMapping => (Flags & (VmaFlags.Shared | VmaFlags.MayWrite)) == VmaFlags.MayWrite;

    /// <summary>Whether the address is in it.</summary>
    public bool Contains(VirtualAddress address) => address >= Start && address < End;

    /// <summary>What an address in it maps. In Linux: <c>linear_page_index</c>.</summary>
    public Pgoff LinearPageIndex(VirtualAddress address) => Pgoff + new FrameCount((address - Start).Value >> PageShift);

    /// <summary>
    /// Locks it for writing until the address space's lock is given back or downgraded; nothing where that was done before. In
    /// Linux: <c>vma_start_write</c>.
    /// </summary>
    /// <returns>Whether it had to be locked.</returns>
    [MaySleep]
    public bool VmaStartWrite() => Lock.VmaStartWrite(Mm.MmapLock);

    /// <summary>It has to be write-locked here: an oops where it is not. In Linux: <c>vma_assert_write_locked</c>.</summary>
    public void VmaAssertWriteLocked()
    {
        if (!Mm.MmapLock.IsWriteHeld || !Lock.IsWriteLocked(Mm.MmapLock))
        {
            throw new Oops($"The mapping {this} is changed by task {Mm.Machine.CurrentTask}, which has not write-locked it.", Mm.Machine.CurrentTask);
        }
    }

    /// <summary>Its range and rights, as a line of <c>/proc/PID/maps</c> has them.</summary>
    public override string ToString()
    {
        char Right(VmaFlags flag, char letter) => (Flags & flag) != 0 ? letter : '-';
        char shared = (Flags & VmaFlags.Shared) != 0 ? 's' : 'p';
        return $"{Start.Value:x}-{End.Value:x} {Right(VmaFlags.Read, 'r')}{Right(VmaFlags.Write, 'w')}{Right(VmaFlags.Exec, 'x')}{shared}";
    }
}
