namespace KernelMm.Fork;

/// <summary>A child's page tables made from its parent's. In Linux: <c>copy_page_range</c>.</summary>
public static unsafe class CopyTables
{
    /// <summary>
    /// Gives a child's mapping what is in its parent's. Both address spaces' locks are held for writing, and the parent's mapping
    /// is write-locked. What can be faulted in again is left out. On failure the child's mapping has what was copied until then.
    /// In Linux: <c>copy_page_range</c>.
    /// </summary>
    /// <param name="destination">The child's mapping, which has its links to anon_vmas already.</param>
    /// <param name="source">The parent's.</param>
    /// <returns><see cref="Errno.Nomem"/> where no memory is left.</returns>
    [MaySleep]
    public static Errno CopyPageRange(Vma destination, Vma source)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(source);
        if (!VmaNeedsCopy(source))
        {
            return Errno.None;
        }

        if (!source.IsCowMapping)
        {
            return CopyP4dRange(destination, source);
        }

        // Who pins without locks sees by the number that rights are being taken away.
        source.VmaAssertWriteLocked();
        source.Mm.Struct.WriteProtectSeq.WriteBegin();
        Errno result = CopyP4dRange(destination, source);
        source.Mm.Struct.WriteProtectSeq.WriteEnd();
        return result;
    }

    // In Linux: vma_needs_copy. Pages of the cache are found there again.
    private static bool VmaNeedsCopy(Vma source) =>
        (source.Flags & (VmaFlags.PfnMap | VmaFlags.MixedMap)) != 0 || source.AnonVma is not null;

    private static Errno CopyP4dRange(Vma destination, Vma source)
    {
        VirtualAddress address = source.Start;
        while (address != source.End)
        {
            VirtualAddress next = PgdAddrEnd(address, source.End);
            PgdPtr from = PgdOffsetPgd(source.Mm.Pgd, address);
            if (PgdpGet(source.Mm, from).Kind == EntryKind.Table)
            {
                Errno result = CopyP4dRange(destination, source, PgdOffsetPgd(destination.Mm.Pgd, address), from, address, next);
                if (result != Errno.None)
                {
                    return result;
                }
            }

            address = next;
        }

        return Errno.None;
    }

    private static Errno CopyP4dRange(Vma destination, Vma source, PgdPtr to, PgdPtr from, VirtualAddress address, VirtualAddress end)
    {
        P4dPtr child = P4dAlloc(destination.Mm, to, address);
        if (child.IsNull)
        {
            return Errno.Nomem;
        }

        for (P4dPtr parent = P4dOffset(source.Mm, from, address); address != end; parent++, child++)
        {
            VirtualAddress next = P4dAddrEnd(address, end);
            if (P4dpGet(source.Mm, parent).Kind == EntryKind.Table
                && CopyPudRange(destination, source, child, parent, address, next) is not Errno.None and Errno failed)
            {
                return failed;
            }

            address = next;
        }

        return Errno.None;
    }

    private static Errno CopyPudRange(Vma destination, Vma source, P4dPtr to, P4dPtr from, VirtualAddress address, VirtualAddress end)
    {
        PudPtr child = PudAlloc(destination.Mm, to, address);
        if (child.IsNull)
        {
            return Errno.Nomem;
        }

        for (PudPtr parent = PudOffset(source.Mm, from, address); address != end; parent++, child++)
        {
            VirtualAddress next = PudAddrEnd(address, end);
            if (PudpGet(source.Mm, parent).Kind == EntryKind.Table
                && CopyPmdRange(destination, source, child, parent, address, next) is not Errno.None and Errno failed)
            {
                return failed;
            }

            address = next;
        }

        return Errno.None;
    }

    private static Errno CopyPmdRange(Vma destination, Vma source, PudPtr to, PudPtr from, VirtualAddress address, VirtualAddress end)
    {
        PmdPtr child = PmdAlloc(destination.Mm, to, address);
        if (child.IsNull)
        {
            return Errno.Nomem;
        }

        for (PmdPtr parent = PmdOffset(source.Mm, from, address); address != end; parent++, child++)
        {
            VirtualAddress next = PmdAddrEnd(address, end);
            if (PmdpGetLockless(source.Mm, parent).Kind == EntryKind.Table
                && CopyEntries.CopyPteRange(destination, source, child, parent, address, next) is not Errno.None and Errno failed)
            {
                return failed;
            }

            address = next;
        }

        return Errno.None;
    }
}
