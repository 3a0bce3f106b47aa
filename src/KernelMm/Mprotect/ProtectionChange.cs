namespace KernelMm.Mprotect;

/// <summary>Other rights for what is mapped. In Linux: <c>change_protection</c>.</summary>
public static unsafe class ProtectionChange
{
    /// <summary>
    /// Gives the entries of a range other rights. The address space's lock is held, for writing unless only hints are made. In
    /// Linux: <c>change_protection</c>.
    /// </summary>
    /// <param name="tlb">Gathers what has to be flushed.</param>
    /// <param name="vma">The mapping.</param>
    /// <param name="start">The first address.</param>
    /// <param name="end">The exclusive end, within the mapping.</param>
    /// <param name="protection">The rights; those of the mapping.</param>
    /// <param name="flags">How.</param>
    /// <returns>How many pages have them now.</returns>
    [MaySleep]
    public static FrameCount ChangeProtection(
        ref MmuGather tlb, Vma vma, VirtualAddress start, VirtualAddress end, Pgprot protection, MmCpFlags flags)
    {
        ArgumentNullException.ThrowIfNull(vma);
        Mm mm = vma.Mm;
        Request request = new(vma, flags.HasFlag(MmCpFlags.ProtNuma) ? Pgprot.PageNone : protection, flags);
        ulong pages = 0;
        for (VirtualAddress address = start; address != end;)
        {
            VirtualAddress next = PgdAddrEnd(address, end);
            PgdPtr pgd = PgdOffsetPgd(mm.Pgd, address);
            if (PgdpGet(mm, pgd).Kind == EntryKind.Table)
            {
                pages += ChangeP4dRange(ref tlb, request, pgd, address, next);
            }

            address = next;
        }

        return new FrameCount(pages);
    }

    private static ulong ChangeP4dRange(ref MmuGather tlb, in Request request, PgdPtr pgd, VirtualAddress address, VirtualAddress end)
    {
        ulong pages = 0;
        for (P4dPtr p4d = P4dOffset(tlb.Mm, pgd, address); address != end; p4d++)
        {
            VirtualAddress next = P4dAddrEnd(address, end);
            if (P4dpGet(tlb.Mm, p4d).Kind == EntryKind.Table)
            {
                pages += ChangePudRange(ref tlb, request, p4d, address, next);
            }

            address = next;
        }

        return pages;
    }

    private static ulong ChangePudRange(ref MmuGather tlb, in Request request, P4dPtr p4d, VirtualAddress address, VirtualAddress end)
    {
        ulong pages = 0;
        for (PudPtr pud = PudOffset(tlb.Mm, p4d, address); address != end; pud++)
        {
            VirtualAddress next = PudAddrEnd(address, end);
            if (PudpGet(tlb.Mm, pud).Kind == EntryKind.Table)
            {
                pages += ChangePmdRange(ref tlb, request, pud, address, next);
            }

            address = next;
        }

        return pages;
    }

    // In Linux: change_pmd_range. Where the table went away the same slot is looked at again.
    private static ulong ChangePmdRange(ref MmuGather tlb, in Request request, PudPtr pud, VirtualAddress address, VirtualAddress end)
    {
        ulong pages = 0;
        PmdPtr pmd = PmdOffset(tlb.Mm, pud, address);
        while (address != end)
        {
            VirtualAddress next = PmdAddrEnd(address, end);
            if (PmdpGetLockless(tlb.Mm, pmd).Kind == EntryKind.Table)
            {
                if (!EntryProtection.ChangePteRange(ref tlb, request, pmd, address, next, ref pages))
                {
                    continue;
                }
            }

            address = next;
            pmd++;
        }

        return pages;
    }

    /// <summary>What is to be changed.</summary>
    internal readonly record struct Request(Vma Vma, Pgprot Protection, MmCpFlags Flags);
}
