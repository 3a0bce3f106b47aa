using KernelMm.Zap;

namespace KernelMm.Mmap;

/// <summary>
/// Advice. What nothing here can act on yet, as there is neither reclaim nor swap, is checked as in Linux and then taken as heard,
/// which is all that a kernel promises of it. In Linux: <c>mm/madvise.c</c>.
/// </summary>
internal static class Madvising
{
    /// <summary>
    /// Advice for a range, mapping after mapping; holes are passed over and told of at the end. What was done before something is
    /// refused stays done. In Linux: <c>do_madvise</c>.
    /// </summary>
    [MaySleep]
    public static Errno DoMadvise(Mm mm, VirtualAddress start, ByteCount length, Madvice advice)
    {
        ByteCount bytes = Mappings.PageAlign(length);
        VirtualAddress end = start + bytes;
        bool isNonsense = !Enum.IsDefined(advice)
            || !start.IsAligned(PageSize)
            || (length != ByteCount.Zero && bytes == ByteCount.Zero)
            || end < start;
        if (isNonsense)
        {
            return Errno.Inval;
        }

        if (end == start)
        {
            return Errno.None;
        }

        if (!NeedsMmapWrite(advice))
        {
            mm.MmapLock.MmapReadLock();
            Errno refused = advice is Madvice.PopulateRead or Madvice.PopulateWrite
                ? MadvisePopulating.MadvisePopulate(mm, start, end, write: advice == Madvice.PopulateWrite)
                : MadviseWalkVmas(mm, start, end, advice);
            mm.MmapLock.MmapReadUnlock();
            return refused;
        }

        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        Errno answer = MadviseWalkVmas(mm, start, end, advice);
        mm.MmapLock.MmapWriteUnlock();
        return answer;
    }

    // In Linux: madvise_need_mmap_write.
    private static bool NeedsMmapWrite(Madvice advice) => advice is
        Madvice.Normal or Madvice.Random or Madvice.Sequential or Madvice.DontFork or Madvice.DoFork
        or Madvice.DontDump or Madvice.DoDump or Madvice.WipeOnFork or Madvice.KeepOnFork;

    // In Linux: madvise_walk_vmas.
    private static Errno MadviseWalkVmas(Mm mm, VirtualAddress start, VirtualAddress end, Madvice advice)
    {
        Errno unmapped = Errno.None;
        for (VirtualAddress next; start < end; start = next)
        {
            if (mm.Struct.Mt.Find(start) is not { } vma)
            {
                return Errno.Nomem;
            }

            if (start < vma.Start)
            {
                (unmapped, next) = (Errno.Nomem, vma.Start);
                continue;
            }

            next = vma.End < end ? vma.End : end;
            Errno refused = MadviseVmaBehavior(vma, start, next, advice);
            if (refused != Errno.None)
            {
                return refused;
            }
        }

        return unmapped;
    }

    // In Linux: madvise_vma_behavior.
    private static Errno MadviseVmaBehavior(Vma vma, VirtualAddress start, VirtualAddress end, Madvice advice)
    {
        if (NeedsMmapWrite(advice))
        {
            return MadviseFlags.NewFlags(vma, advice) is { } flags ? MadviseUpdateVma(vma, start, end, flags) : Errno.Inval;
        }

        Errno refused = Refusal(vma, advice);
        if (refused == Errno.None && advice is (Madvice.DontNeed or Madvice.DontNeedLocked))
        {
            Zapping.ZapPageRangeSingle(vma, start, end - start);
        }

        return refused;
    }

    private static Errno Refusal(Vma vma, Madvice advice)
    {
        bool isLocked = (vma.Flags & VmaFlags.Locked) != 0;
        bool isBare = (vma.Flags & VmaFlags.PfnMap) != 0;
        return advice switch
        {
            Madvice.Cold or Madvice.PageOut => isLocked || isBare ? Errno.Inval : Errno.None,
            Madvice.Free => isLocked || isBare || !vma.IsAnonymous ? Errno.Inval : Errno.None,
            Madvice.DontNeed => isLocked || isBare ? Errno.Inval : Errno.None,
            Madvice.DontNeedLocked => isBare ? Errno.Inval : Errno.None,
            Madvice.Remove => Removable(vma, isLocked),
            _ => Errno.None,
        };
    }

    private static Errno Removable(Vma vma, bool isLocked)
    {
        if (isLocked || vma.Mapping is null)
        {
            return Errno.Inval;
        }

        const VmaFlags Needed = VmaFlags.Shared | VmaFlags.MayWrite;
        return (vma.Flags & Needed) == Needed ? Errno.None : Errno.Acces;
    }

    // In Linux: madvise_update_vma.
    private static Errno MadviseUpdateVma(Vma vma, VirtualAddress start, VirtualAddress end, VmaFlags flags)
    {
        if (flags == vma.Flags)
        {
            return Errno.None;
        }

        if (VmaModifying.VmaModifyFlags(vma, start, end, flags) is not { } changed)
        {
            // Missing memory for the kernel's own objects is said to pass.
            return Errno.Again;
        }

        changed.VmFlagsReset(flags);
        return Errno.None;
    }
}
