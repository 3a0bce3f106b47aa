using System.Runtime.InteropServices;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>A page of a file, written back: what was written to it before is saved, and the next write is noticed.</summary>
internal static class Writeback
{
    /// <summary>Saves a page where it is dirty. In Linux: <c>folio_clear_dirty_for_io</c> and what is written then.</summary>
    /// <returns>Its first word; null where the page was clean.</returns>
    public static ulong? Save(Folio folio)
    {
        folio.Machine.FolioLock.Lock(folio.Frame);
        bool wasDirty = Mkclean(folio).WasDirty || folio.IsDirty;
        folio.Clear(FrameFlags.Dirty);
        ulong? saved = wasDirty ? FirstWord(folio) : null;
        folio.Machine.FolioLock.Unlock(folio.Frame);
        return saved;
    }

    /// <summary>Takes the right to write from every entry, and its dirty bit. The folio's lock is held. In Linux: <c>folio_mkclean</c>.</summary>
    /// <returns>Whether one was dirty, and how many entries there were.</returns>
    public static (bool WasDirty, int Entries) Mkclean(Folio folio)
    {
        Cleaner cleaner = default;
        RmapWalk.Walk(folio, ref cleaner);
        return (cleaner.WasDirty, cleaner.Entries);
    }

    public static ulong FirstWord(Folio folio) => MemoryMarshal.Read<ulong>(folio.Machine.Arena.Bytes((uint)folio.Pfn.Value, 0));

    private struct Cleaner : IRmapVisitor, IMappedVisitor
    {
        public bool WasDirty { get; private set; }

        public int Entries { get; private set; }

        public bool RmapOne(Folio folio, Vma vma, VirtualAddress address)
        {
            MappedWalk.Walk(folio, vma, address, sync: true, ref this);
            return true;
        }

        // In Linux: page_vma_mkclean_one.
        public bool Mapped(Vma vma, VirtualAddress address, PtePtr pte)
        {
            Entries++;
            Pte entry = PtepGet(vma.Mm, pte);
            if (entry.Dirty || entry.Write)
            {
                Pte cleared = EntryChanges.PtepClearFlush(vma.Mm, address, pte);
                SetPte(vma.Mm, pte, cleared.Wrprotect().MkClean());
                WasDirty |= cleared.Dirty;
            }

            return true;
        }
    }
}
