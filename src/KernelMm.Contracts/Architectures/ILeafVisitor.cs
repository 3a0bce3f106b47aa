namespace KernelMm.Contracts;

/// <summary>What a walk over all hardware-valid leaves hands out. Implement it in a <see langword="struct"/>.</summary>
public interface ILeafVisitor
{
    /// <summary>A leaf that hardware takes, in address order; a table that is reached along two paths is walked along both.</summary>
    /// <param name="address">The first virtual address it maps.</param>
    /// <param name="target">The first physical address it maps.</param>
    /// <param name="shift">How much it maps, as a power of two.</param>
    /// <param name="entry">The raw entry.</param>
    /// <param name="rights">What is allowed over all levels.</param>
    /// <returns>Whether to go on.</returns>
    bool Leaf(VirtualAddress address, PhysicalAddress target, int shift, ulong entry, AccessRights rights);

    /// <summary>A table that the memory does not hold; what it maps stays unknown, and the walk goes on behind it.</summary>
    /// <param name="address">The first virtual address it would map.</param>
    /// <param name="table">Where it should be.</param>
    /// <param name="shift">The coverage of the entry that points to it, as a power of two.</param>
    /// <returns>Whether to go on.</returns>
    bool TableMissing(VirtualAddress address, PhysicalAddress table, int shift);
}
