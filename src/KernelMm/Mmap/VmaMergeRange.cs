using KernelMm.Filemap;
using KernelMm.Rmap;

namespace KernelMm.Mmap;

/// <summary>A range that could become part of a neighbour, as it would be then. In Linux: <c>struct vma_merge_struct</c>.</summary>
internal ref struct VmaMergeRange
{
    public required Mm Mm;

    /// <summary>The mapping that the range is a part of; null for a new range, where nothing is mapped.</summary>
    public Vma? Middle;

    /// <summary>The mapping before the range, touching it or not.</summary>
    public Vma? Prev;

    /// <summary>The mapping after the range, touching it or not.</summary>
    public Vma? Next;

    public required VirtualAddress Start;

    public required VirtualAddress End;

    public required Pgoff Pgoff;

    public required VmaFlags Flags;

    public AnonVma? AnonVma;

    public AddressSpace? Mapping;

    public int? Policy;

    /// <summary>Whether it could have been merged had there been memory.</summary>
    public bool IsOutOfMemory;

    public readonly FrameCount Pages => new((End - Start).Value >> PageShift);
}
