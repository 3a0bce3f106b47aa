using KernelMm.Filemap;
using KernelMm.Shmem;
using KernelMm.Zap;

namespace KernelMm.Mmap;

/// <summary>
/// Advice. What nothing here can act on yet is checked as in Linux and then taken as heard, which is all that a kernel promises of
/// it: <see cref="Madvice.WillNeed"/> and <see cref="Madvice.PageOut"/>, as there is neither swap nor reclaim; and the flags that
/// <see cref="Madvice.HugePage"/> and <see cref="Madvice.Mergeable"/> set, which keep mappings apart and nothing else. What 6.12
/// does not know, or knows only with memory that fails, is refused as unknown. In Linux: <c>mm/madvise.c</c>.
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
    private static bool NeedsMmapWrite(Madvice advice) => advice is not
        (Madvice.Remove or Madvice.WillNeed or Madvice.DontNeed or Madvice.DontNeedLocked or Madvice.Cold or Madvice.PageOut
        or Madvice.Free or Madvice.PopulateRead or Madvice.PopulateWrite or Madvice.Collapse);

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
        if (refused == Errno.None)
        {
            CarryOut(vma, start, end, advice);
        }

        return refused;
    }

    private static void CarryOut(Vma vma, VirtualAddress start, VirtualAddress end, Madvice advice)
    {
        switch (advice)
        {
            case Madvice.DontNeed or Madvice.DontNeedLocked:
                Zapping.ZapPageRangeSingle(vma, start, end - start);
                break;
            case Madvice.Free or Madvice.Cold:
                MadviseUseWalk.Walk(vma, start, end, isFree: advice == Madvice.Free);
                break;
            case Madvice.Remove:
                MadviseRemove(vma, start, end);
                break;
            default:
                break;
        }
    }

    // What is behind the mapping is changed with none of the address space's locks held, so that others may change the mapping
    // meanwhile. In Linux: madvise_remove.
    private static void MadviseRemove(Vma vma, VirtualAddress start, VirtualAddress end)
    {
        Mm mm = vma.Mm;
        AddressSpace mapping = vma.Mapping!;
        Pgoff first = vma.LinearPageIndex(start);
        mapping.Get();
        mm.MmapLock.MmapReadUnlock();
        HolePunching.PunchHole(mapping, first, new FrameCount((end - start).Value >> PageShift));
        mapping.Put();
        mm.MmapLock.MmapReadLock();
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

            // No mapping may have huge pages. In Linux: with PR_SET_THP_DISABLE.
            Madvice.Collapse => Errno.Inval,
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
