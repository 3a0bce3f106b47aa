using KernelMm.Folios;

namespace KernelMm.Faults;

/// <summary>Which entries may be writable without a fault that sees it. In Linux: <c>can_change_pte_writable</c>.</summary>
internal static class WritableEntries
{
    /// <summary>
    /// Whether a page may be written through an entry at once: of a private mapping one that is its own; of a shared one that is dirty
    /// already, so that nobody waits to hear of the first write. The table's lock is held. In Linux: <c>can_change_pte_writable</c>.
    /// </summary>
    public static bool CanChangePteWritable(Vma vma, VirtualAddress address, Pte entry)
    {
        if ((vma.Flags & VmaFlags.Write) == 0 || entry.Write || entry.Protnone)
        {
            return false;
        }

        if ((vma.Flags & VmaFlags.Shared) != 0)
        {
            return entry.Dirty;
        }

        Folio folio = NormalPages.VmNormalFolio(vma, address, entry);
        return !folio.IsNull && folio.IsAnon && folio.IsAnonExclusive;
    }
}
