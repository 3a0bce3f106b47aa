using KernelMm.Filemap;
using KernelMm.Folios;

namespace KernelMm.Rmap;

/// <summary>What is done in each mapping that may have a folio. Implemented by structs, so that a walk allocates nothing. In Linux: <c>struct rmap_walk_control</c>.</summary>
public interface IRmapVisitor
{
    /// <summary>Comes to a mapping.</summary>
    /// <param name="folio">The folio.</param>
    /// <param name="vma">A mapping that may have it.</param>
    /// <param name="address">Where it would be.</param>
    /// <returns>Whether to go on.</returns>
    bool RmapOne(Folio folio, Vma vma, VirtualAddress address);
}

/// <summary>All mappings that may have a folio, found from the folio. In Linux: <c>rmap_walk</c>.</summary>
public static class RmapWalk
{
    /// <summary>Visits every mapping that may have a folio, with the lock of what it belongs to held for reading.</summary>
    /// <param name="folio">The folio, which the caller has a reference to.</param>
    /// <param name="visitor">What is done there.</param>
    [MaySleep]
    public static void Walk<TVisitor>(Folio folio, ref TVisitor visitor)
        where TVisitor : struct, IRmapVisitor
    {
        if (folio.IsAnon)
        {
            WalkAnon(folio, ref visitor);
        }
        else if (folio.Mapping is { } mapping)
        {
            WalkFile(folio, mapping, ref visitor);
        }
    }

    /// <summary>Where a mapping has, or would have, a folio's first page that is in it. In Linux: <c>vma_address</c>.</summary>
    public static VirtualAddress VmaAddress(Folio folio, Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        return folio.Index >= vma.Pgoff ? vma.Start + new ByteCount((folio.Index - vma.Pgoff).Value << PageShift) : vma.Start;
    }

    private static void WalkAnon<TVisitor>(Folio folio, ref TVisitor visitor)
        where TVisitor : struct, IRmapVisitor
    {
        if (FolioAnonVma.LockRead(folio) is not { } anonVma)
        {
            return;
        }

        (Pgoff first, Pgoff last) = Range(folio);
        IntervalNode<AnonVmaChain>? node = anonVma.Tree.FirstWithin(first, last);
        while (node is not null && visitor.RmapOne(folio, node.Item.Vma, VmaAddress(folio, node.Item.Vma)))
        {
            node = anonVma.Tree.NextWithin(node, first, last);
        }

        FolioAnonVma.UnlockRead(anonVma);
    }

    private static void WalkFile<TVisitor>(Folio folio, AddressSpace mapping, ref TVisitor visitor)
        where TVisitor : struct, IRmapVisitor
    {
        mapping.IMmapRwsem.DownRead();
        (Pgoff first, Pgoff last) = Range(folio);
        IntervalNode<Vma>? node = mapping.IMmap.FirstWithin(first, last);
        while (node is not null && visitor.RmapOne(folio, node.Item, VmaAddress(folio, node.Item)))
        {
            node = mapping.IMmap.NextWithin(node, first, last);
        }

        mapping.IMmapRwsem.UpRead();
    }

    private static (Pgoff First, Pgoff Last) Range(Folio folio) => (folio.Index, folio.Index + new FrameCount(folio.Pages.Value - 1));
}
