using System.Runtime.CompilerServices;
using KernelMm.Cpus;
using KernelMm.Locking;
using KernelMm.Mmap;

namespace KernelMm.Faults;

/// <summary>
/// Where faults of user code come in: first with nothing but the mapping's lock, then with the address space's. In Linux:
/// <c>do_user_addr_fault</c> of x86, as in 6.12; which accesses a mapping allows is the architecture's to say.
/// </summary>
public sealed class UserFaults : IPageFaultHandler
{
    /// <summary>The only one: it knows nothing but what a fault says.</summary>
    public static UserFaults Instance { get; } = new();

    /// <inheritdoc/>
    [MaySleep]
    public bool HandlePageFault(Cpu cpu, PageFault fault)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        SignalInfo info = DoUserAddrFault(cpu.Loaded!.Value, fault);
        cpu.LastSignalInfo = info;
        return info.Signal == Signal.None;
    }

    /// <summary>Handles a fault.</summary>
    /// <param name="mm">The address space, whose lock is not held.</param>
    /// <param name="fault">What happened.</param>
    /// <returns>What the task is sent; nothing where the access is to be tried again.</returns>
    [MaySleep]
    public static SignalInfo DoUserAddrFault(Mm mm, PageFault fault)
    {
        if (fault.Address >= AddressSpaceLayout.TaskSize)
        {
            return SignalInfo.BadArea;
        }

        FaultFlags flags = FaultFlags.AllowRetry | FaultFlags.Killable | FaultFlags.Interruptible | FaultFlags.User | FlagsOf(fault.Access);
        return UnderVmaLock(mm, fault, ref flags) ?? UnderMmapLock(mm, fault, flags);
    }

    private static FaultFlags FlagsOf(Access access) => access switch
    {
        Access.Write => FaultFlags.Write,
        Access.Execute => FaultFlags.Instruction,
        _ => FaultFlags.None,
    };

    // Null: not this way.
    private static SignalInfo? UnderVmaLock(Mm mm, PageFault fault, ref FaultFlags flags)
    {
        if (mm.LockVmaUnderRcu(fault.Address) is not { } vma)
        {
            return null;
        }

        TaskState current = mm.Machine.Tasks.Current;
        if (AccessError(vma, fault))
        {
            vma.Lock.VmaEndRead();
            current.Count(Counter.VmaLockSuccess);
            return SignalInfo.BadAreaAccessError;
        }

        FaultResult result = FaultHandling.HandleMmFault(vma, fault.Address, flags | FaultFlags.VmaLock);
        if ((result & (FaultResult.Retry | FaultResult.Completed)) == 0)
        {
            vma.Lock.VmaEndRead();
        }

        if ((result & FaultResult.Retry) == 0)
        {
            current.Count(Counter.VmaLockSuccess);
            return SignalInfo.Of(result);
        }

        current.Count(Counter.VmaLockRetry);
        flags |= (result & FaultResult.Major) != 0 ? FaultFlags.Tried : FaultFlags.None;
        return mm.Machine.FatalSignalPending ? SignalInfo.Killed : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SignalInfo UnderMmapLock(Mm mm, PageFault fault, FaultFlags flags)
    {
        while (true)
        {
            if (StackExpansion.LockMmAndFindVma(mm, fault.Address) is not { } vma)
            {
                return SignalInfo.BadArea;
            }

            if (AccessError(vma, fault))
            {
                mm.MmapLock.MmapReadUnlock();
                return SignalInfo.BadAreaAccessError;
            }

            FaultResult result = FaultHandling.HandleMmFault(vma, fault.Address, flags);
            if ((result & (FaultResult.Retry | FaultResult.Completed)) == 0)
            {
                mm.MmapLock.MmapReadUnlock();
            }

            if ((result & FaultResult.Retry) == 0)
            {
                return SignalInfo.Of(result);
            }

            if (mm.Machine.FatalSignalPending)
            {
                return SignalInfo.Killed;
            }

            flags |= FaultFlags.Tried;
        }
    }

    // In Linux: access_error, or what stands in its place; each architecture has its own.
    private static bool AccessError(Vma vma, PageFault fault) =>
        !HandlesUserFault((int)(vma.Flags & VmaFlags.AccessFlags), fault.Access == Access.Write, fault.Access == Access.Execute, fault.IsProtection);
}
