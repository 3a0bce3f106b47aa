using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Rmap;

namespace KernelMm.Faults;

/// <summary>A write to what is not writable, or a read that wants a page of its own. In Linux: <c>do_wp_page</c>.</summary>
internal static class WpFault
{
    /// <summary>
    /// Makes the page the mapping's own: as it is, where nobody else has it, and else by a copy. Shared mappings come first; a
    /// page in them is never copied. In Linux: <c>do_wp_page</c>.
    /// </summary>
    /// <param name="vmf">The fault; its entry was looked at again under the lock.</param>
    /// <param name="pte">The entry's slot.</param>
    /// <param name="ptl">The lock of its table, held.</param>
    public static FaultResult DoWpPage(ref VmFault vmf, [Consumes] PtePtr pte, [Unlocks] SpinlockPtr ptl)
    {
        Vma vma = vmf.Vma;
        Folio folio = NormalPages.VmNormalFolio(vma, vmf.Address, vmf.OrigPte);
        if ((vma.Flags & (VmaFlags.Shared | VmaFlags.MayShare)) != 0)
        {
            return SharedFault.WpShared(ref vmf, folio, pte, ptl);
        }

        if (!folio.IsNull && folio.IsAnon && (folio.IsAnonExclusive || AnonReuse.WpCanReuseAnonFolio(folio, vma)))
        {
            if (!folio.IsAnonExclusive)
            {
                folio.SetAnonExclusive(true);
            }

            if (!vmf.Is(FaultFlags.Unshare))
            {
                WpPageReuse(ref vmf, pte);
            }

            PteUnmapUnlock(vma.Mm, pte, ptl);
            return FaultResult.None;
        }

        // It must outlive the lock, until it is copied.
        if (!folio.IsNull)
        {
            folio.Get();
        }

        PteUnmapUnlock(vma.Mm, pte, ptl);
        return WpCopy.WpPageCopy(ref vmf, folio);
    }

    /// <summary>Lets the page be written where it is. The table's lock is held. In Linux: <c>wp_page_reuse</c>.</summary>
    public static void WpPageReuse(ref VmFault vmf, [NeedsMapped(Writes = true)] PtePtr pte)
    {
        if (!vmf.Is(FaultFlags.Write))
        {
            throw new Oops($"The page at {vmf.Address} is made writable for a fault that does not write.", vmf.Vma.Mm.Machine.CurrentTask);
        }

        Pte entry = EntryChanges.MaybeMkWrite(vmf.OrigPte.MkYoung().MkDirty(), vmf.Vma);
        EntryChanges.PtepSetAccessFlags(vmf.Vma.Mm, vmf.Address, pte, vmf.OrigPte, entry);
    }
}
