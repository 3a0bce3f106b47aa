using KernelMm.Folios;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Rmap;
using KernelMm.Scheduling;

namespace KernelMm.Filemap;

/// <summary>
/// The pages of something that can be mapped by many: here, shared anonymous memory. It lives as long as a mapping of it does.
/// In Linux: <c>struct address_space</c>.
/// </summary>
public sealed class AddressSpace
{
    private const string Kind = "i_pages";

    private readonly Dictionary<ulong, Folio> _pages = [];
    private readonly RawSpinlock _pagesLock;
    private readonly Machine _machine;
    private readonly FrameCount _promised;
    private int _mappings = 1;

    internal AddressSpace(Machine machine, FrameCount size, FrameCount promised = default)
    {
        (_machine, Size, _promised) = (machine, size, promised);
        _pagesLock = new RawSpinlock(machine.Lot, 0);
        IMmapRwsem = new RwSemaphore(machine, "i_mmap_rwsem");
        Id = machine.Mappings.Add(this);
    }

    /// <summary>How many pages there can be. In Linux: <c>i_size</c>.</summary>
    public FrameCount Size { get; }

    /// <summary>How many pages there are. In Linux: <c>nrpages</c>.</summary>
    public FrameCount NrPages
    {
        get
        {
            _pagesLock.Lock();
            int pages = _pages.Count;
            _pagesLock.Unlock();
            return new FrameCount((ulong)pages);
        }
    }

    /// <summary>The lock of <see cref="IMmap"/>. In Linux: <c>i_mmap_rwsem</c>.</summary>
    public RwSemaphore IMmapRwsem { get; }

    internal int Id { get; }

    /// <summary>The mappings, by what of it they have. In Linux: <c>i_mmap</c>.</summary>
    internal IntervalTree<Vma> IMmap { get; } = new();

    /// <summary>One more mapping keeps it.</summary>
    internal void Get() => Atomic.Add(ref _mappings, 1);

    /// <summary>One mapping less; the last takes all pages with it. In Linux: <c>fput</c>, <c>shmem_evict_inode</c>.</summary>
    internal void Put()
    {
        if (Atomic.Add(ref _mappings, -1) != 0)
        {
            return;
        }

        foreach (Folio folio in _pages.Values)
        {
            folio.Clear(FrameFlags.Dirty);
            folio.PutRefs(1);
        }

        _pages.Clear();
        _machine.AddCommitted(-(long)_promised.Value);
        _machine.Mappings.Remove(Id);
    }

    /// <summary>The page at a place with one more reference, or none. In Linux: <c>filemap_get_folio</c>.</summary>
    internal Folio Find(Pgoff index)
    {
        Points.Before(SharedOperation.Read, Kind, (ulong)Id);
        _pagesLock.Lock();
        bool isFound = _pages.TryGetValue(index.Value, out Folio folio);
        if (isFound)
        {
            Atomic.Add(ref folio.Info.RefCount, 1);
            _machine.Tasks.Current.FrameReferences++;
        }

        _pagesLock.Unlock();
        return isFound ? folio : default;
    }

    /// <summary>
    /// Puts a page in place, with a reference that is the cache's, unless somebody else did meanwhile. In Linux:
    /// <c>shmem_add_to_page_cache</c>.
    /// </summary>
    /// <returns>Whether it is in place.</returns>
    internal bool Add(Folio folio, Pgoff index)
    {
        folio.Info.Mapping = Id;
        folio.Info.Index = index.Value;
        Points.Before(SharedOperation.Write, Kind, (ulong)Id);
        _pagesLock.Lock();
        bool isAdded = _pages.TryAdd(index.Value, folio);
        if (isAdded)
        {
            Atomic.Add(ref folio.Info.RefCount, 1);
        }

        _pagesLock.Unlock();
        return isAdded;
    }

    /// <summary>Takes a page out whose lock is held and which nobody maps, with the cache's reference. In Linux: <c>filemap_remove_folio</c>.</summary>
    [NeedsHeld(HeldResource.FolioLock)]
    internal void Remove(Folio folio)
    {
        folio.Clear(FrameFlags.Dirty);
        Points.Before(SharedOperation.Write, Kind, (ulong)Id);
        _pagesLock.Lock();
        _pages.Remove(folio.Index.Value);
        _pagesLock.Unlock();
        folio.Info.Mapping = 0;
        folio.PutRefs(1);
    }

    /// <summary>Where in a range there are pages at one moment. In Linux: what <c>find_get_entries</c> goes by.</summary>
    internal Pgoff[] IndicesWithin(Pgoff first, FrameCount pages)
    {
        Points.Before(SharedOperation.Read, Kind, (ulong)Id);
        _pagesLock.Lock();
        Pgoff[] found = [.. _pages.Keys.Where(index => index - first.Value < pages.Value).Order().Select(index => new Pgoff(index))];
        _pagesLock.Unlock();
        return found;
    }
}
