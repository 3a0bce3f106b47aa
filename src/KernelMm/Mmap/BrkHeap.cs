namespace KernelMm.Mmap;

/// <summary>The heap, whose end a program sets. In Linux: <c>brk</c> and <c>do_brk_flags</c>.</summary>
internal static class BrkHeap
{
    /// <summary>Sets the heap's end. The lock is held for writing. In Linux: the middle of <c>brk</c>.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="brk">The end that is asked for.</param>
    /// <param name="populate">What is new and to be made resident when the lock is free.</param>
    /// <returns>Whether it is the end now.</returns>
    [MaySleep]
    public static bool SetBrk(Mm mm, VirtualAddress brk, out (VirtualAddress Start, ByteCount Length) populate)
    {
        MmStruct self = mm.Struct;
        populate = default;
        if (brk < self.StartBrk || (brk - self.StartBrk).Value > self.Limits.Data.Value)
        {
            return false;
        }

        VirtualAddress next = new(Mappings.PageAlign(new ByteCount(brk.Value)).Value);
        VirtualAddress last = new(Mappings.PageAlign(new ByteCount(self.Brk.Value)).Value);
        bool isDone = next == last || (brk <= self.Brk ? Shrink(mm, next, last) : Grow(mm, last, next));
        if (isDone)
        {
            self.Brk = brk;
        }

        if (isDone && next > last && (self.DefFlags & VmaFlags.Locked) != 0)
        {
            populate = (last, next - last);
        }

        return isDone;
    }

    private static bool Shrink(Mm mm, VirtualAddress next, VirtualAddress last) =>
        mm.Struct.Mt.Find(next) is { } vma
        && vma.Start < last
        && Munmapping.DoVmiMunmap(mm, next, last - next, unlock: false) == Errno.None;

    private static bool Grow(Mm mm, VirtualAddress last, VirtualAddress next)
    {
        MmStruct self = mm.Struct;
        ByteCount length = next - last;
        if (UnmappedArea.GetUnmappedArea(self, last, length, MapFlags.Fixed).IsError || !MemoryAccounting.MlockFutureOk(self, self.DefFlags, length))
        {
            return false;
        }

        // A page is left between the heap and what is above it.
        bool isBlocked = self.Mt.Find(last) is { } above && StackGap.VmStartGap(above) < next + PageSize;
        return !isBlocked && DoBrkFlags(mm, last, length) == Errno.None;
    }

    // In Linux: do_brk_flags.
    private static Errno DoBrkFlags(Mm mm, VirtualAddress start, ByteCount length)
    {
        MmStruct self = mm.Struct;
        FrameCount pages = new(length.Value >> PageShift);
        VmaFlags flags = VmaFlags.Read | VmaFlags.Write | VmaFlags.MayRead | VmaFlags.MayWrite | VmaFlags.MayExec | VmaFlags.Account | self.DefFlags;
        if (!MemoryAccounting.MayExpandVm(self, flags, pages)
            || self.MapCount > self.Limits.MaxMapCount
            || !MemoryAccounting.VmEnoughMemory(self, pages))
        {
            return Errno.Nomem;
        }

        if (NewRange.MergedOrNew(mm, start, start + length, flags) is null)
        {
            MemoryAccounting.VmUnacctMemory(self, pages);
            return Errno.Nomem;
        }

        MemoryAccounting.VmStatAccount(self, flags, (long)pages.Value);
        self.LockedVm += (flags & VmaFlags.Locked) != 0 ? pages.Value : 0;
        return Errno.None;
    }
}
