namespace KernelMm.Pgalloc;

/// <summary>The pmd slot of an address where its tables are there already. In Linux: <c>mm_find_pmd</c>.</summary>
public static unsafe class PmdLookup
{
    /// <summary>
    /// The pmd slot of an address, null where a table above it is missing. What keeps it from going away is the caller's.
    /// </summary>
    /// <param name="mm">The address space.</param>
    /// <param name="address">An address of the virtual address space.</param>
    public static PmdPtr Find(Mm mm, VirtualAddress address)
    {
        PgdPtr pgd = PgdOffsetPgd(mm.Pgd, address);
        if (!HasTable(PgdpGet(mm, pgd).Kind))
        {
            return PmdPtr.Null;
        }

        P4dPtr p4d = P4dOffset(mm, pgd, address);
        if (!HasTable(P4dpGet(mm, p4d).Kind))
        {
            return PmdPtr.Null;
        }

        PudPtr pud = PudOffset(mm, p4d, address);
        return HasTable(PudpGet(mm, pud).Kind) ? PmdOffset(mm, pud, address) : PmdPtr.Null;
    }

    private static bool HasTable(EntryKind kind) => kind == EntryKind.Table;
}
