using KernelMm.Folios;
using KernelMm.Rmap;

namespace KernelMm.Faults;

/// <summary>What a new private page is owed before its entry is written. In Linux: the lines around <c>folio_add_new_anon_rmap</c>.</summary>
internal static class AnonMapping
{
    /// <summary>Counts the page as mapped and puts it where it can be reclaimed. The task's reference becomes the entry's.</summary>
    public static void AddNew(Folio folio, Vma vma, VirtualAddress address)
    {
        FolioRmap.FolioAddNewAnonRmap(folio, vma, address);
        FolioAddLruVma(folio, vma);
        folio.HandOver();
    }

    // In Linux: folio_add_lru_vma. What is locked in memory goes to no list that is reclaimed from.
    private static void FolioAddLruVma(Folio folio, Vma vma)
    {
        if ((vma.Flags & (VmaFlags.Locked | VmaFlags.Special)) == VmaFlags.Locked)
        {
            folio.Machine.Lru.MlockNewFolio(folio);
        }
        else
        {
            folio.Machine.Lru.FolioAddLru(folio);
        }
    }
}
