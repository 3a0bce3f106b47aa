using KernelMm.Faults;

namespace KernelMm.Scenarios.Races;

/// <summary>Faults with nothing but the mapping's lock, found by an RCU walk; and the same with the bug that nobody looks whether it still is in the tree.</summary>
internal static class VmaLockedFaults
{
    /// <summary>How the mapping's lock is had; null where it is not.</summary>
    public delegate Vma? VmaLocker(Mm mm, VirtualAddress address);

    /// <summary>Handles a fault under the mapping's lock, if that can be had; null where the address space's is needed.</summary>
    public static bool? Handle(Mm mm, VirtualAddress address, FaultFlags flags, VmaLocker locker)
    {
        if (locker(mm, address) is not { } vma)
        {
            return null;
        }

        FaultResult result = FaultHandling.HandleMmFault(vma, address, flags | FaultFlags.VmaLock);
        if ((result & (FaultResult.Retry | FaultResult.Completed)) != 0)
        {
            return null;
        }

        vma.Lock.VmaEndRead();
        return (result & FaultResult.Error) == 0;
    }

    /// <summary>In Linux: <c>lock_vma_under_rcu</c>.</summary>
    public static Vma? LockVmaUnderRcu(Mm mm, VirtualAddress address) => Lock(mm, address, checksDetached: true);

    /// <summary>The mapping was found in the tree, so it is in the tree: the bug.</summary>
    public static Vma? LockWhatWasFound(Mm mm, VirtualAddress address) => Lock(mm, address, checksDetached: false);

    private static Vma? Lock(Mm mm, VirtualAddress address, bool checksDetached)
    {
        mm.RcuReadLock();
        Vma? vma = mm.VmaLookup(address);
        if (vma is not null && !vma.Lock.VmaStartRead(mm.MmapLock))
        {
            vma = null;
        }
        else if (vma is not null && checksDetached && vma.Detached)
        {
            vma.Lock.VmaEndRead();
            vma = null;
        }

        mm.RcuReadUnlock();
        return vma;
    }
}
