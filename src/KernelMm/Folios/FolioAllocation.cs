using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>New folios for user memory. In Linux: <c>vma_alloc_folio</c> and what is built on it.</summary>
public static class FolioAllocation
{
    /// <summary>
    /// One page for an address of a mapping, zeroed, with one reference; on no list, not charged, not marked as up to date: that
    /// is the caller's, in this order: charge, mark, lock the table, look again, map, list, write the entry. Called with the
    /// address space's lock or the mapping's held for reading, never under a table's. In Linux: <c>vma_alloc_zeroed_movable_folio</c>.
    /// </summary>
    /// <param name="vma">The mapping, whose policy is followed.</param>
    /// <param name="address">The address.</param>
    /// <returns>The folio, or none where no memory is left.</returns>
    [MaySleep]
    public static Folio VmaAllocZeroedMovableFolio(Vma vma, VirtualAddress address) => VmaAllocFolio(vma, address, Gfp.HighuserMovable | Gfp.Zero);

    /// <summary>One page for an address of a mapping, with whatever was in it. In Linux: <c>vma_alloc_folio</c>, order 0.</summary>
    /// <param name="vma">The mapping, whose policy is followed.</param>
    /// <param name="address">The address.</param>
    /// <param name="gfp">How to allocate.</param>
    /// <returns>The folio, or none where no memory is left.</returns>
    [MaySleep]
    public static Folio VmaAllocFolio(Vma vma, VirtualAddress address, Gfp gfp)
    {
        ArgumentNullException.ThrowIfNull(vma);
        _ = address;
        Machine machine = vma.Mm.Machine;
        Gfp bound = vma.Policy is null ? gfp : gfp | Gfp.ThisNode;
        return machine.PageAllocator.AllocPages(bound, order: 0, vma.Policy ?? -1) is { } frame ? new Folio(machine, frame) : default;
    }

    /// <summary>
    /// A page to put behind a private mapping, charged to the address space's account. In Linux: <c>folio_prealloc</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">The address.</param>
    /// <param name="needZero">Whether it has to be zeroed.</param>
    /// <returns>The folio, or none: no memory, or no more of it in the account.</returns>
    [MaySleep]
    public static Folio FolioPrealloc(Vma vma, VirtualAddress address, bool needZero)
    {
        Folio folio = needZero ? VmaAllocZeroedMovableFolio(vma, address) : VmaAllocFolio(vma, address, Gfp.HighuserMovable);
        if (!folio.IsNull && folio.Machine.MemCgroups.Charge(folio, vma.Mm))
        {
            folio.Put();
            return default;
        }

        return folio;
    }
}
