using KernelMm.Locking;

namespace KernelMm.Rmap;

/// <summary>
/// Links of a mapping that comes of another: a piece of it, or a child's. The address space's lock is held for writing. In Linux:
/// <c>anon_vma_clone</c>, <c>anon_vma_fork</c>, <c>unlink_anon_vmas</c>.
/// </summary>
internal static class AnonVmaCloning
{
    /// <summary>
    /// Links a mapping to all that another is linked to. One that has no anon_vma of its own yet takes over one that nobody puts
    /// new pages in and that has few children, if there is one, so that a line of only children does not grow without end.
    /// </summary>
    /// <param name="destination">The new mapping, with no links.</param>
    /// <param name="source">The old one.</param>
    /// <returns><see cref="Errno.Nomem"/> where no memory is left; the new mapping has no links then.</returns>
    [MaySleep]
    public static Errno AnonVmaClone(Vma destination, Vma source)
    {
        bool mayReuse = destination.AnonVma is null && source.AnonVma is not null;
        for (AnonVmaChain? old = source.AnonVmaChains; old is not null; old = old.Next)
        {
            if (AnonVmaLinks.ChainAlloc(destination, old.AnonVma) is not { } chain)
            {
                // What the new mapping would have put pages in it never did: nothing of it is counted.
                destination.AnonVma = null;
                UnlinkAnonVmas(destination);
                return Errno.Nomem;
            }

            RwSemaphore rwsem = old.AnonVma.Rwsem;
            rwsem.DownWrite();
            AnonVmaLinks.Link(chain);
            if (mayReuse && destination.AnonVma is null && old.AnonVma is { NumChildren: < 2, NumActiveVmas: 0 })
            {
                destination.AnonVma = old.AnonVma;
            }

            rwsem.UpWrite();
        }

        AddActive(destination, +1);
        return Errno.None;
    }

    /// <summary>
    /// Links a child's mapping to all that its parent's is linked to, and gives it an anon_vma of its own for the pages that it
    /// makes itself.
    /// </summary>
    /// <param name="child">The child's mapping, which may still name its parent's anon_vma.</param>
    /// <param name="parent">The parent's mapping.</param>
    /// <returns><see cref="Errno.Nomem"/> where no memory is left; the child's mapping has no links then.</returns>
    [MaySleep]
    public static Errno AnonVmaFork(Vma child, Vma parent)
    {
        if (parent.AnonVma is null)
        {
            return Errno.None;
        }

        child.AnonVma = null;
        if (AnonVmaClone(child, parent) != Errno.None)
        {
            return Errno.Nomem;
        }

        return child.AnonVma is not null || TryGiveOwn(child, parent.AnonVma) ? Errno.None : Unlinked(child);
    }

    /// <summary>Takes a mapping out of all trees and drops its links. In Linux: <c>unlink_anon_vmas</c>.</summary>
    [MaySleep]
    public static void UnlinkAnonVmas(Vma vma)
    {
        AddActive(vma, -1);
        for (AnonVmaChain? chain = vma.AnonVmaChains; chain is not null; chain = chain.Next)
        {
            AnonVma anonVma = chain.AnonVma;
            anonVma.Rwsem.DownWrite();
            anonVma.Tree.Remove(chain.Node);
            bool isEmpty = anonVma.Tree.Count == 0;
            if (isEmpty)
            {
                anonVma.Parent.NumChildren--;
            }

            anonVma.Rwsem.UpWrite();
            if (isEmpty)
            {
                anonVma.Put();
            }
        }

        (vma.AnonVmaChains, vma.AnonVma) = (null, null);
    }

    private static bool TryGiveOwn(Vma child, AnonVma parent)
    {
        if (AnonVmaLinks.Alloc(child.Mm.Machine, parent) is not { } own)
        {
            return false;
        }

        if (AnonVmaLinks.ChainAlloc(child, own) is not { } chain)
        {
            own.Put();
            return false;
        }

        own.Rwsem.DownWrite();
        AnonVmaLinks.Link(chain);
        (own.NumActiveVmas, child.AnonVma) = (1, own);
        parent.NumChildren++;
        own.Rwsem.UpWrite();
        return true;
    }

    private static Errno Unlinked(Vma child)
    {
        UnlinkAnonVmas(child);
        return Errno.Nomem;
    }

    private static void AddActive(Vma vma, int mappings)
    {
        if (vma.AnonVma is { } anonVma)
        {
            anonVma.Rwsem.DownWrite();
            anonVma.NumActiveVmas += mappings;
            anonVma.Rwsem.UpWrite();
        }
    }
}
