using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Rmap;

/// <summary>A mapping's first anonymous page: what it will belong to. In Linux: <c>anon_vma_prepare</c>.</summary>
public static class AnonVmaPreparation
{
    /// <summary>What a mapping's reference to its anon_vma is called for an explorer; its number is where the mapping begins.</summary>
    internal const string FieldKind = "vma->anon_vma";

    /// <summary>
    /// Sees to it that a mapping has an anon_vma: a neighbour's that it can share, or a new one. The address space's lock is held;
    /// a mapping's own lock is not enough, as the neighbours are looked at. In Linux: <c>anon_vma_prepare</c>.
    /// </summary>
    /// <param name="vma">The mapping, in the tree.</param>
    /// <returns><see cref="Errno.Nomem"/> where no memory is left.</returns>
    [MaySleep]
    public static Errno AnonVmaPrepare(Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        return vma.AnonVma is null ? AnonVmaPrepareCore(vma) : Errno.None;
    }

    // In Linux: __anon_vma_prepare.
    private static Errno AnonVmaPrepareCore(Vma vma)
    {
        Machine machine = vma.Mm.Machine;
        machine.MightSleep();
        AnonVma? found = MergeableAnonVmas.FindMergeableAnonVma(vma);
        AnonVma? anonVma = found ?? AnonVmaLinks.Alloc(machine, parent: null);
        if (anonVma is null)
        {
            return Errno.Nomem;
        }

        if (AnonVmaLinks.ChainAlloc(vma, anonVma) is not { } chain)
        {
            PutUnused(anonVma, found);
            return Errno.Nomem;
        }

        if (!Publish(vma, anonVma, chain, isNew: found is null))
        {
            PutUnused(anonVma, found);
        }

        return Errno.None;
    }

    // Others who fault in the same mapping may do the same; the first wins.
    private static bool Publish(Vma vma, AnonVma anonVma, AnonVmaChain chain, bool isNew)
    {
        SpinlockPtr pageTableLock = vma.Mm.PageTableLock;
        anonVma.Rwsem.DownWrite();
        vma.Mm.SpinLock(pageTableLock);
        bool isFirst = vma.AnonVma is null;
        if (isFirst)
        {
            AnonVmaLinks.Link(chain);
            anonVma.NumActiveVmas++;
            anonVma.NumChildren += isNew ? 1 : 0;
            Points.Before(SharedOperation.Write, FieldKind, vma.Start.Value);
            vma.AnonVma = anonVma;
        }

        vma.Mm.SpinUnlock(pageTableLock);
        anonVma.Rwsem.UpWrite();
        return isFirst;
    }

    private static void PutUnused(AnonVma anonVma, AnonVma? found)
    {
        if (found is null)
        {
            anonVma.Put();
        }
    }
}
