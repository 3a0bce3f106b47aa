using KernelMm.Folios;

namespace KernelMm.Rmap;

/// <summary>The anon_vma of a folio that may be unmapped meanwhile. In Linux: <c>folio_lock_anon_vma_read</c>.</summary>
internal static class FolioAnonVma
{
    /// <summary>
    /// The anon_vma that an anonymous folio belongs to, with a reference and locked for reading; null where it is mapped no more.
    /// It is given back by <see cref="UnlockRead"/>.
    /// </summary>
    [MaySleep]
    public static AnonVma? LockRead(Folio folio)
    {
        AnonVma? found = GetAnonVma(folio);
        found?.Rwsem.DownRead();
        return found;
    }

    /// <summary>Gives back what <see cref="LockRead"/> gave. In Linux: <c>anon_vma_unlock_read</c>, <c>put_anon_vma</c>.</summary>
    public static void UnlockRead(AnonVma anonVma)
    {
        anonVma.Rwsem.UpRead();
        anonVma.Put();
    }

    // In Linux: folio_get_anon_vma. The number may be another's by now, so all is looked at again when the reference is had.
    private static AnonVma? GetAnonVma(Folio folio)
    {
        if (folio.MapCount == 0 || folio.AnonVma is not { } anonVma || !anonVma.TryGet())
        {
            return null;
        }

        if (folio.MapCount != 0 && folio.AnonVma == anonVma)
        {
            return anonVma;
        }

        anonVma.Put();
        return null;
    }
}
