using KernelMm.Filemap;
using KernelMm.Folios;
using KernelMm.Zap;

namespace KernelMm.Shmem;

/// <summary>Shared memory given back while it is mapped. In Linux: <c>shmem_fallocate</c> with <c>FALLOC_FL_PUNCH_HOLE</c>.</summary>
internal static class HolePunching
{
    /// <summary>
    /// Takes pages out of all who map them and out of the cache; who uses one afterwards finds it zero. A fault that has a page
    /// locked maps it before it is taken out; one that comes later finds that it was. No lock is held. In Linux:
    /// <c>shmem_truncate_range</c>.
    /// </summary>
    /// <param name="mapping">What has the pages, kept by the caller.</param>
    /// <param name="first">The first page.</param>
    /// <param name="pages">How many.</param>
    [MaySleep]
    public static void PunchHole(AddressSpace mapping, Pgoff first, FrameCount pages)
    {
        MappingUnmapping.UnmapMappingRange(mapping, first, pages, new ZapDetails(KeepCows: true));
        foreach (Pgoff index in mapping.IndicesWithin(first, pages))
        {
            Folio folio = mapping.Find(index);
            if (!folio.IsNull)
            {
                TruncateFolio(mapping, folio);
                folio.Put();
            }
        }
    }

    // In Linux: truncate_inode_folio. Who mapped it since the first pass loses it now: with its lock held nobody maps it anew.
    private static void TruncateFolio(AddressSpace mapping, Folio folio)
    {
        folio.Machine.FolioLock.Lock(folio.Frame);
        if (folio.Mapping == mapping)
        {
            if (folio.MapCount != 0)
            {
                MappingUnmapping.UnmapMappingRange(mapping, folio.Index, folio.Pages, new ZapDetails(KeepCows: true));
            }

            mapping.Remove(folio);
        }

        folio.Machine.FolioLock.Unlock(folio.Frame);
    }
}
