namespace KernelMm.Mmap;

/// <summary>What an address space may have, and what all of them together may be promised. In Linux: <c>mm/mmap.c</c> and <c>mm/util.c</c>.</summary>
internal static class MemoryAccounting
{
    // What is left to a program's user, so that he can still do something about it: at most this much, and a 32nd part of the program.
    private const ulong UserReserve = 128 << 20;

    /// <summary>Whether so many pages more are within the limits. In Linux: <c>may_expand_vm</c>.</summary>
    public static bool MayExpandVm(MmStruct mm, VmaFlags flags, FrameCount pages) =>
        mm.TotalVm + pages.Value <= mm.Limits.AddressSpace.Value >> PageShift
        && (!IsDataMapping(flags) || mm.DataVm + pages.Value <= mm.Limits.Data.Value >> PageShift);

    /// <summary>Whether so much may be locked beside what is. In Linux: <c>mlock_future_ok</c>.</summary>
    public static bool MlockFutureOk(MmStruct mm, VmaFlags flags, ByteCount bytes) =>
        (flags & VmaFlags.Locked) == 0
        || mm.Limits.CanLockAnything
        || mm.LockedVm + (bytes.Value >> PageShift) <= mm.Limits.Memlock.Value >> PageShift;

    /// <summary>Whether anything may be locked at all. In Linux: <c>can_do_mlock</c>.</summary>
    public static bool CanDoMlock(MmStruct mm) => mm.Limits.Memlock != ByteCount.Zero || mm.Limits.CanLockAnything;

    /// <summary>Whether a new mapping counts as promised memory. In Linux: <c>accountable_mapping</c>.</summary>
    public static bool AccountableMapping(VmaFlags flags) =>
        (flags & (VmaFlags.NoReserve | VmaFlags.Shared | VmaFlags.Write)) == VmaFlags.Write;

    /// <summary>
    /// Promises memory, where that may be; what was promised is given back by <see cref="VmUnacctMemory"/>. In Linux:
    /// <c>security_vm_enough_memory_mm</c>, of which the errno is always that of missing memory.
    /// </summary>
    public static bool VmEnoughMemory(MmStruct mm, FrameCount pages)
    {
        Machine machine = mm.Machine;
        ulong committed = machine.AddCommitted((long)pages.Value);
        ulong all = machine.Arena.Frames.Value;
        bool isEnough = machine.Options.OvercommitMemory switch
        {
            OvercommitMemory.Always => true,
            OvercommitMemory.Guess => pages.Value <= all,
            _ => committed < Less(all * (ulong)machine.Options.OvercommitRatio / 100, Math.Min(mm.TotalVm / 32, UserReserve >> PageShift)),
        };
        if (!isEnough)
        {
            VmUnacctMemory(mm, pages);
        }

        return isEnough;
    }

    /// <summary>Promises memory, whether it is there or not. In Linux: <c>vm_acct_memory</c>.</summary>
    public static void VmAcctMemory(MmStruct mm, FrameCount pages) => mm.Machine.AddCommitted((long)pages.Value);

    /// <summary>Takes a promise back. In Linux: <c>vm_unacct_memory</c>.</summary>
    public static void VmUnacctMemory(MmStruct mm, FrameCount pages) => mm.Machine.AddCommitted(-(long)pages.Value);

    /// <summary>Counts pages of a kind as mapped, or no longer. In Linux: <c>vm_stat_account</c>.</summary>
    public static void VmStatAccount(MmStruct mm, VmaFlags flags, long pages)
    {
        mm.TotalVm += (ulong)pages;
        if (IsExecMapping(flags))
        {
            mm.ExecVm += (ulong)pages;
        }
        else if ((flags & VmaFlags.GrowsDown) != 0)
        {
            mm.StackVm += (ulong)pages;
        }
        else if (IsDataMapping(flags))
        {
            mm.DataVm += (ulong)pages;
        }
    }

    // In Linux: is_exec_mapping.
    private static bool IsExecMapping(VmaFlags flags) =>
        (flags & (VmaFlags.Exec | VmaFlags.Write | VmaFlags.GrowsDown)) == VmaFlags.Exec;

    // In Linux: is_data_mapping.
    private static bool IsDataMapping(VmaFlags flags) =>
        (flags & (VmaFlags.Write | VmaFlags.Shared | VmaFlags.GrowsDown)) == VmaFlags.Write;

    private static ulong Less(ulong from, ulong amount) => from > amount ? from - amount : 0;
}
