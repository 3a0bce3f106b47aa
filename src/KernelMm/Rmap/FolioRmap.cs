using System.Runtime.CompilerServices;
using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Rmap;

/// <summary>
/// That entries map folios, and whose anonymous folios are. Each function stands where an entry is written, under the lock of its
/// table. In Linux: <c>folio_add_new_anon_rmap</c> and its siblings.
/// </summary>
public static class FolioRmap
{
    /// <summary>A new anonymous folio that nobody else knows is about to be mapped, as its address space's own. In Linux: <c>folio_add_new_anon_rmap</c>.</summary>
    /// <param name="folio">The folio, with one reference, which becomes the entry's.</param>
    /// <param name="vma">The mapping; it has an anon_vma.</param>
    /// <param name="address">The address.</param>
    public static void FolioAddNewAnonRmap(Folio folio, Vma vma, VirtualAddress address)
    {
        ArgumentNullException.ThrowIfNull(vma);
        ref FrameInfo info = ref folio.Info;
        AnonVma anonVma = vma.AnonVma ?? throw HasNoAnonVma(folio, vma);

        // Nobody else has the folio, so these steps need not be atomic; the entry is published after them.
        (info.MapCount, info.Mapping, info.Index) = (0, anonVma.Id, vma.LinearPageIndex(address).Value);
        info.Flags |= (uint)(FrameFlags.SwapBacked | FrameFlags.Anon);
        info.IsAnonExclusive = true;
    }

    /// <summary>One more entry of an anonymous folio that is mapped already. In Linux: <c>folio_add_anon_rmap_pte</c>.</summary>
    public static void FolioAddAnonRmapPte(Folio folio) => folio.Machine.References.AddToMapCount(folio.Frame, +1);

    /// <summary>One more entry of a folio of the page cache. In Linux: <c>folio_add_file_rmap_pte</c>.</summary>
    /// <param name="folio">The folio.</param>
    /// <param name="vma">The mapping that the entry is in; a locked one keeps the folio in memory.</param>
    public static void FolioAddFileRmapPte(Folio folio, Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        folio.Machine.References.AddToMapCount(folio.Frame, +1);
        if ((vma.Flags & (VmaFlags.Locked | VmaFlags.Special)) == VmaFlags.Locked)
        {
            folio.Machine.Lru.MlockFolio(folio);
        }
    }

    /// <summary>
    /// A child gets an entry too. The folio is nobody's own afterwards; one that may be pinned must stay what it is, and the child
    /// needs a copy at once. In Linux: <c>folio_try_dup_anon_rmap_pte</c>.
    /// </summary>
    /// <param name="folio">An anonymous folio.</param>
    /// <param name="source">The parent's mapping, with its address space's <c>write_protect_seq</c> odd.</param>
    /// <returns>Whether the child may share it.</returns>
    public static bool FolioTryDupAnonRmapPte(Folio folio, Vma source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!folio.IsAnonExclusive)
        {
            folio.Machine.References.AddToMapCount(folio.Frame, +1);
            return true;
        }

        if (NeedsCowForDma(folio, source))
        {
            return false;
        }

        folio.SetAnonExclusive(false);
        folio.Machine.References.AddToMapCountOfExclusive(ref folio.Info, folio.Number, +1);
        return true;
    }

    /// <summary>
    /// Whether a page can be pinned in a way that the pin and the process have to go on seeing the same memory. In Linux:
    /// <c>folio_needs_cow_for_dma</c>.
    /// </summary>
    public static bool FolioNeedsCowForDma(Folio folio, Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        return NeedsCowForDma(folio, vma);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops HasNoAnonVma(Folio folio, Vma vma) =>
        new($"An anonymous page is made in {vma}, which has no anon_vma.", folio.Machine.CurrentTask);

    // By reference, as a copy of the handle for each entry would be an eighth of a fork.
    private static bool NeedsCowForDma(in Folio folio, Vma vma) => (vma.Mm.Struct.Flags & MmFlags.HasPinned) != 0 && folio.MaybeDmaPinned;

    /// <summary>
    /// An entry is gone, and no CPU translates by it any more, or will before the folio is freed. Of an anonymous folio the lock of the
    /// entry's table is held. In Linux: <c>folio_remove_rmap_pte</c>.
    /// </summary>
    /// <param name="folio">The folio.</param>
    /// <param name="vma">The mapping that the entry was in; a locked one keeps the folio in memory no more.</param>
    public static void FolioRemoveRmapPte(Folio folio, Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        RemoveRmapPte(folio, vma);
    }

    /// <summary><see cref="FolioRemoveRmapPte"/>, by reference: where the handle has just been made, a copy of it is a fifth of what a zapped entry takes.</summary>
    internal static void RemoveRmapPte(in Folio folio, Vma vma)
    {
        ref FrameInfo info = ref folio.Info;
        if (info.IsAnonExclusive)
        {
            folio.Machine.References.AddToMapCountOfExclusive(ref info, folio.Number, -1);
        }
        else
        {
            folio.Machine.References.AddToMapCount(folio.Frame, -1);
        }

        if ((vma.Flags & VmaFlags.Locked) != 0)
        {
            folio.Machine.Lru.MunlockFolio(folio);
        }
    }

    /// <summary>
    /// A folio that only this mapping has belongs to its own anon_vma from now on. The folio's lock is held. In Linux: <c>folio_move_anon_rmap</c>.
    /// </summary>
    [NeedsHeld(HeldResource.FolioLock)]
    public static void FolioMoveAnonRmap(Folio folio, Vma vma)
    {
        ArgumentNullException.ThrowIfNull(vma);
        if (vma.AnonVma is { } anonVma)
        {
            folio.Info.Mapping = anonVma.Id;
        }
    }
}
