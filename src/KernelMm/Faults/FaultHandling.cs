using System.Runtime.CompilerServices;
using KernelMm.Locking;

namespace KernelMm.Faults;

/// <summary>Where faults begin. In Linux: <c>handle_mm_fault</c>.</summary>
public static unsafe class FaultHandling
{
    /// <summary>
    /// Handles a fault of an access that the mapping allows, or that is the kernel's. The address space's lock is held for
    /// reading, or the mapping's where the flags say so; with <see cref="FaultResult.Retry"/> or
    /// <see cref="FaultResult.Completed"/> for an answer that lock is given back. In Linux: <c>handle_mm_fault</c>, as in 6.12.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">The address.</param>
    /// <param name="flags">What happened and what may be done about it.</param>
    [MaySleep]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FaultResult HandleMmFault(Vma vma, VirtualAddress address, FaultFlags flags)
    {
        ArgumentNullException.ThrowIfNull(vma);
        TaskState current = vma.Mm.Machine.Tasks.Current;
        current.Ahead.Prefetch();
        FaultResult result = SanitizeFaultFlags(vma, ref flags);
        if (result == FaultResult.None)
        {
            result = HandleMmFaultCore(vma, address, flags);
        }

        current.Ahead.Prefetch();
        Account(current, result);
        return result;
    }

    // In Linux: sanitize_fault_flags. What is refused here reaches no handler.
    private static FaultResult SanitizeFaultFlags(Vma vma, ref FaultFlags flags)
    {
        bool isCow = vma.IsCowMapping;
        if ((flags & FaultFlags.Unshare) != 0)
        {
            if ((flags & FaultFlags.Write) != 0)
            {
                return FaultResult.Sigsegv;
            }

            // A mapping that copies nothing has nothing to keep apart: it is a read.
            flags &= isCow ? ~FaultFlags.None : ~FaultFlags.Unshare;
        }
        else if ((flags & FaultFlags.Write) != 0
            && ((vma.Flags & VmaFlags.MayWrite) == 0 || ((vma.Flags & VmaFlags.Write) == 0 && !isCow)))
        {
            return FaultResult.Sigsegv;
        }

        const FaultFlags Contradiction = FaultFlags.VmaLock | FaultFlags.RetryNoWait;
        return (flags & Contradiction) == Contradiction ? FaultResult.Sigsegv : FaultResult.None;
    }

    // In Linux: __handle_mm_fault. Tables above the page table are made at once, that one only when there is a page to map.
    private static FaultResult HandleMmFaultCore(Vma vma, VirtualAddress address, FaultFlags flags)
    {
        Mm mm = vma.Mm;
        P4dPtr p4d = P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, address), address);
        if (p4d.IsNull)
        {
            return FaultResult.Oom;
        }

        PudPtr pud = PudAlloc(mm, p4d, address);
        if (pud.IsNull)
        {
            return FaultResult.Oom;
        }

        PmdPtr pmd = PmdAlloc(mm, pud, address);
        if (pmd.IsNull)
        {
            return FaultResult.Oom;
        }

        VmFault vmf = new(vma, address, flags, pmd);
        return PteFault.HandlePteFault(ref vmf);
    }

    // In Linux: mm_account_fault. One that is tried again is counted then.
    private static void Account(TaskState current, FaultResult result)
    {
        if ((result & FaultResult.Retry) == 0)
        {
            current.Count(Counter.PgFault);
            if ((result & FaultResult.Major) != 0)
            {
                current.Count(Counter.PgMajFault);
            }
        }
    }
}
