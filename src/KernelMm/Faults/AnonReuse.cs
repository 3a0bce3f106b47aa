using KernelMm.Folios;
using KernelMm.Rmap;

namespace KernelMm.Faults;

/// <summary>Whether an anonymous page that was shared has only one owner left. In Linux: <c>wp_can_reuse_anon_folio</c>.</summary>
internal static class AnonReuse
{
    // The entry, the swap cache, and a batch on its way to a list.
    private const int MostReferences = 3;

    /// <summary>
    /// Whether the entry's reference is the only one. The page belongs to the mapping's own anon_vma then. Its lock is only
    /// tried, as a table's is held; and a large folio is never taken over. In Linux: <c>wp_can_reuse_anon_folio</c>.
    /// </summary>
    public static bool WpCanReuseAnonFolio(Folio folio, Vma vma)
    {
        if (folio.Order > 0 || folio.RefCount > MostReferences)
        {
            return false;
        }

        if (!folio.IsLru)
        {
            // The batch of this CPU may hold a reference of its own.
            folio.Machine.Lru.LruAddDrain();
        }

        if (folio.RefCount > 1 || !folio.Machine.FolioLock.Trylock(folio.Frame))
        {
            return false;
        }

        bool isAlone = folio.RefCount == 1;
        if (isAlone)
        {
            FolioRmap.FolioMoveAnonRmap(folio, vma);
        }

        folio.Machine.FolioLock.Unlock(folio.Frame);
        return isAlone;
    }
}
