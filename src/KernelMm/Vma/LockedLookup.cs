using System.Runtime.CompilerServices;
using KernelMm.Locking;

namespace KernelMm;

/// <summary>Finding a mapping and locking it with no lock of the address space. In Linux: <c>lock_vma_under_rcu</c>.</summary>
public static class LockedLookup
{
    /// <summary>
    /// Finds the mapping that an address is in and read-locks it, without waiting for anything. In Linux: <c>lock_vma_under_rcu</c>,
    /// as in 6.12: mappings of every kind are found, also before they have an anon_vma.
    /// </summary>
    /// <param name="mm">The address space, whose lock need not be held.</param>
    /// <param name="address">The address.</param>
    /// <returns>
    /// The mapping, to be given back by <see cref="VmaLock.VmaEndRead"/>; null where there is none, or somebody changes it: ask
    /// again with the address space's lock.
    /// </returns>
    public static Vma? LockVmaUnderRcu(this Mm mm, VirtualAddress address)
    {
        TaskState current = mm.Machine.Tasks.Current;
        mm.RcuReadLock();
        Vma? found = TryLock(mm, address, out bool isMiss);
        while (isMiss)
        {
            current.Count(Counter.VmaLockMiss);
            found = TryLock(mm, address, out isMiss);
        }

        mm.RcuReadUnlock();
        if (found is null)
        {
            current.Count(Counter.VmaLockAbort);
        }

        return found;
    }

    /// <summary>How faults of a machine fared with the locks of mappings.</summary>
    public static VmaLockStatistics VmaLockStatistics(this Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new VmaLockStatistics(
            machine.Count(Counter.VmaLockSuccess),
            machine.Count(Counter.VmaLockAbort),
            machine.Count(Counter.VmaLockRetry),
            machine.Count(Counter.VmaLockMiss));
    }

    // A miss: it was taken out of the tree between the look and the lock, and the tree has an answer of its own by now.
    private static Vma? TryLock(Mm mm, VirtualAddress address, out bool isMiss)
    {
        isMiss = false;
        if (mm.VmaLookup(address) is not { } vma)
        {
            return null;
        }

        if (vma.IsFreed)
        {
            throw WasFreed(mm, vma);
        }

        if (!vma.Lock.VmaStartRead(mm.MmapLock))
        {
            return null;
        }

        isMiss = vma.Detached;
        if (!isMiss && vma.Contains(address))
        {
            return vma;
        }

        vma.Lock.VmaEndRead();
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops WasFreed(Mm mm, Vma vma) =>
        new($"Task {mm.Machine.CurrentTask} found the mapping {vma} in the tree after it was freed.", mm.Machine.CurrentTask);
}
