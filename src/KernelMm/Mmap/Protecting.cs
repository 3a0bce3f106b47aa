using KernelMm.Faults;
using KernelMm.Mprotect;

namespace KernelMm.Mmap;

/// <summary>Other rights for what is mapped. In Linux: <c>mm/mprotect.c</c>.</summary>
internal static class Protecting
{
    private const Prot Growing = Prot.GrowsDown | Prot.GrowsUp;

    /// <summary>
    /// Gives a range other rights, mapping after mapping. What was done before something is refused stays done. In Linux:
    /// <c>do_mprotect_pkey</c>.
    /// </summary>
    [MaySleep]
    public static Errno DoMprotect(Mm mm, VirtualAddress start, ByteCount length, Prot prot)
    {
        Prot grows = prot & Growing;
        prot &= ~Growing;
        if (grows == Growing || !start.IsAligned(PageSize))
        {
            return Errno.Inval;
        }

        if (length == ByteCount.Zero)
        {
            return Errno.None;
        }

        VirtualAddress end = start + Mappings.PageAlign(length);
        if (end <= start)
        {
            return Errno.Nomem;
        }

        if ((prot & ~(Prot.Read | Prot.Write | Prot.Exec | Prot.Sem)) != 0)
        {
            return Errno.Inval;
        }

        if (!mm.MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        Errno refused = Locked(mm, (start, end), prot, grows);
        mm.MmapLock.MmapWriteUnlock();
        return refused;
    }

    private static Errno Locked(Mm mm, (VirtualAddress Start, VirtualAddress End) range, Prot prot, Prot grows)
    {
        (VirtualAddress start, VirtualAddress end) = range;
        if (mm.Struct.Mt.Find(start) is not { } vma || vma.Start >= end)
        {
            return Errno.Nomem;
        }

        if ((grows & Prot.GrowsDown) != 0)
        {
            start = vma.Start;
            if ((vma.Flags & VmaFlags.GrowsDown) == 0)
            {
                return Errno.Inval;
            }
        }
        else if (vma.Start > start)
        {
            return Errno.Nomem;
        }
        else if ((grows & Prot.GrowsUp) != 0)
        {
            return Errno.Inval;
        }

        MmuGather tlb = MmuGather.TlbGatherMmu(mm);
        Errno refused = Range(ref tlb, vma, start, end, ProtectionMap.CalcVmProtBits(prot));
        tlb.TlbFinishMmu();
        return refused;
    }

    private static Errno Range(ref MmuGather tlb, Vma? vma, VirtualAddress start, VirtualAddress end, VmaFlags rights)
    {
        Mm mm = tlb.Mm;
        for (VirtualAddress next; start < end; start = next, vma = mm.Struct.Mt.Find(start))
        {
            if (vma is null || vma.Start > start)
            {
                return Errno.Nomem;
            }

            VmaFlags flags = rights | (vma.Flags & ~VmaFlags.AccessFlags);
            VmaFlags allowed = (VmaFlags)((ulong)flags >> 4);
            if ((flags & ~allowed & VmaFlags.AccessFlags) != 0)
            {
                return Errno.Acces;
            }

            next = vma.End < end ? vma.End : end;
            Errno refused = MprotectFixup(ref tlb, vma, start, next, flags);
            if (refused != Errno.None)
            {
                return refused;
            }
        }

        return Errno.None;
    }

    // In Linux: mprotect_fixup.
    private static Errno MprotectFixup(ref MmuGather tlb, Vma vma, VirtualAddress start, VirtualAddress end, VmaFlags flags)
    {
        VmaFlags old = vma.Flags;
        if (flags == old)
        {
            return Errno.None;
        }

        MmStruct mm = vma.Mm.Struct;
        FrameCount pages = new((end - start).Value >> PageShift);
        FrameCount charged = default;
        if ((flags & VmaFlags.Write) != 0)
        {
            if (!MemoryAccounting.MayExpandVm(mm, flags, pages) && MemoryAccounting.MayExpandVm(mm, old, pages))
            {
                return Errno.Nomem;
            }

            if ((old & (VmaFlags.Account | VmaFlags.Write | VmaFlags.HugeTlb | VmaFlags.Shared | VmaFlags.NoReserve)) == 0)
            {
                charged = pages;
                if (!MemoryAccounting.VmEnoughMemory(mm, charged))
                {
                    return Errno.Nomem;
                }

                flags |= VmaFlags.Account;
            }
        }
        else if ((old & VmaFlags.Account) != 0 && vma.IsAnonymous && vma.AnonVma is null)
        {
            // Nothing was written yet, so nothing is needed of what was promised.
            flags &= ~VmaFlags.Account;
        }

        if (VmaModifying.VmaModifyFlags(vma, start, end, flags) is not { } changed)
        {
            MemoryAccounting.VmUnacctMemory(mm, charged);
            return Errno.Nomem;
        }

        changed.VmFlagsReset(flags);
        changed.PageProt = ProtectionMap.VmGetPageProt(flags);

        // Pages that a fault would only have to mark writable are so at once.
        MmCpFlags how = (flags & (VmaFlags.Write | VmaFlags.Shared)) == VmaFlags.Write ? MmCpFlags.TryChangeWritable : MmCpFlags.None;
        ProtectionChange.ChangeProtection(ref tlb, changed, start, end, changed.PageProt, how);
        if ((old & ~flags & VmaFlags.Account) != 0)
        {
            MemoryAccounting.VmUnacctMemory(mm, pages);
        }

        const VmaFlags LockedNow = VmaFlags.Write | VmaFlags.Shared | VmaFlags.LockedMask;
        if ((old & LockedNow) == VmaFlags.Locked && (flags & VmaFlags.Write) != 0)
        {
            // Locked memory is never to be waited for: what its first write would copy is copied now.
            Populating.PopulateVmaPageRange(changed, start, end);
        }

        MemoryAccounting.VmStatAccount(mm, old, -(long)pages.Value);
        MemoryAccounting.VmStatAccount(mm, flags, (long)pages.Value);
        return Errno.None;
    }
}
