namespace KernelMm.Zap;

/// <summary>From the top table down to page tables. In Linux: <c>unmap_page_range</c>, <c>zap_pmd_range</c>.</summary>
internal static unsafe class ZapTables
{
    /// <summary>Takes the pages of a part of one mapping out.</summary>
    public static void UnmapPageRange(ref MmuGather tlb, Vma vma, VirtualAddress address, VirtualAddress end, ZapDetails details)
    {
        Mm mm = tlb.Mm;
        while (address < end)
        {
            VirtualAddress next = PgdAddrEnd(address, end);
            PgdPtr pgd = PgdOffsetPgd(mm.Pgd, address);
            if (PgdpGet(mm, pgd).Kind == EntryKind.Table)
            {
                ZapP4dRange(ref tlb, vma, pgd, address, next, details);
            }

            address = next;
        }
    }

    private static void ZapP4dRange(ref MmuGather tlb, Vma vma, PgdPtr pgd, VirtualAddress address, VirtualAddress end, ZapDetails details)
    {
        P4dPtr p4d = P4dOffset(tlb.Mm, pgd, address);
        for (; address != end; p4d++)
        {
            VirtualAddress next = P4dAddrEnd(address, end);
            if (P4dpGet(tlb.Mm, p4d).Kind == EntryKind.Table)
            {
                ZapPudRange(ref tlb, vma, p4d, address, next, details);
            }

            address = next;
        }
    }

    private static void ZapPudRange(ref MmuGather tlb, Vma vma, P4dPtr p4d, VirtualAddress address, VirtualAddress end, ZapDetails details)
    {
        PudPtr pud = PudOffset(tlb.Mm, p4d, address);
        for (; address != end; pud++)
        {
            VirtualAddress next = PudAddrEnd(address, end);
            if (PudpGet(tlb.Mm, pud).Kind == EntryKind.Table)
            {
                ZapPmdRange(ref tlb, vma, pud, address, next, details);
            }

            address = next;
        }
    }

    // In Linux: zap_pmd_range. Where a table went away, or a lap ended early, the same slot is looked at again.
    private static void ZapPmdRange(ref MmuGather tlb, Vma vma, PudPtr pud, VirtualAddress address, VirtualAddress end, ZapDetails details)
    {
        PmdPtr pmd = PmdOffset(tlb.Mm, pud, address);
        while (address != end)
        {
            VirtualAddress next = PmdAddrEnd(address, end);
            if (PmdpGetLockless(tlb.Mm, pmd).Kind == EntryKind.Table)
            {
                address = ZapEntries.ZapPteRange(ref tlb, vma, pmd, address, next, details);
                if (address != next)
                {
                    continue;
                }
            }

            address = next;
            pmd++;
        }
    }
}
