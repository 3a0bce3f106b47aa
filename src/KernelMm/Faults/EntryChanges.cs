using KernelMm.Cpus;
using static KernelMm.Mmap.ProtectionMap;

namespace KernelMm.Faults;

/// <summary>How entries are made and changed, the same for every architecture. In Linux: <c>pgtable.h</c> and <c>pgtable-generic.c</c>.</summary>
public static unsafe class EntryChanges
{
    // The bits that a page which may be executed has set, and those that it has clear.
    private static readonly ulong ExecSet = VmGetPageProt(VmaFlags.Read | VmaFlags.Exec).Value & ~VmGetPageProt(VmaFlags.Read).Value;
    private static readonly ulong ExecClear = VmGetPageProt(VmaFlags.Read).Value & ~VmGetPageProt(VmaFlags.Read | VmaFlags.Exec).Value;

    /// <summary>The entry of a page with the mapping's rights. In Linux: <c>mk_pte</c>.</summary>
    public static Pte MkPte(Pfn pfn, Pgprot protection) => PfnPte(pfn, protection);

    /// <summary>Writable, where the mapping is. In Linux: <c>maybe_mkwrite</c>.</summary>
    public static Pte MaybeMkWrite(Pte entry, Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        return (vma.Flags & VmaFlags.Write) != 0 ? entry.MkWrite() : entry;
    }

    /// <summary>The same page with other rights; what is known of its use stays. In Linux: <c>pte_modify</c>.</summary>
    public static Pte PteModify(Pte entry, Pgprot protection)
    {
        Pte modified = PfnPte(entry.Pfn, protection);
        modified = entry.Dirty ? modified.MkDirty() : modified;
        modified = entry.Young ? modified.MkYoung() : modified;
        return entry.Special ? modified.MkSpecial() : modified;
    }

    /// <summary>
    /// Whether a CPU may go by what an entry said before it was changed. Rights that were only added need no flush: who has less
    /// looks again before it faults. In Linux: <c>pte_needs_flush</c>.
    /// </summary>
    public static bool PteNeedsFlush(Pte before, Pte after)
    {
        if (!before.Present || before.Protnone)
        {
            return false;
        }

        return !after.Present || after.Protnone || before.Pfn != after.Pfn
            || (before.Dirty && !after.Dirty) || (before.Write && !after.Write) || (IsExec(before) && !IsExec(after));
    }

    private static bool IsExec(Pte entry) => (entry.Value & (ExecSet | ExecClear)) == ExecSet;

    /// <summary>
    /// Adds rights, or marks of use, to an entry; nothing is ever taken away, so nothing is flushed. The table's lock is held.
    /// Bits that hardware sets meanwhile stay. In Linux: <c>ptep_set_access_flags</c>.
    /// </summary>
    /// <returns>Whether it changed.</returns>
    public static bool PtepSetAccessFlags(Mm mm, VirtualAddress address, [NeedsMapped(Writes = true)] PtePtr ptep, Pte seen, Pte entry)
    {
        _ = address;
        if (seen == entry)
        {
            return false;
        }

        while (true)
        {
            Pte found = new(mm.CompareExchange(ptep.Slot, entry.Value, seen.Value));
            if (found == seen)
            {
                return true;
            }

            entry = found.Dirty ? entry.MkDirty() : entry;
            entry = found.Young ? entry.MkYoung() : entry;
            seen = found;
        }
    }

    /// <summary>
    /// Clears an entry and sees to it that no CPU goes by it any more. The table's lock is held. In Linux: <c>ptep_clear_flush</c>.
    /// </summary>
    /// <returns>The entry as it was, marks of use included.</returns>
    public static Pte PtepClearFlush(Mm mm, VirtualAddress address, [NeedsMapped(Writes = true)] PtePtr ptep)
    {
        Pte cleared = PtepGetAndClear(mm, ptep);
        if (cleared.Present && (!cleared.Protnone || mm.Struct.TlbFlushPending > 0))
        {
            TlbFlush.FlushTlbPage(mm, address);
        }

        return cleared;
    }
}
