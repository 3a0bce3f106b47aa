using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>Which entries have a page behind them that is counted. In Linux: <c>vm_normal_page</c>.</summary>
public static class NormalPages
{
    /// <summary>The frame that reads of untouched private memory see. In Linux: <c>ZERO_PAGE</c>.</summary>
    public static Pfn ZeroPfn => default;

    /// <summary>Whether it is that frame. In Linux: <c>is_zero_pfn</c>.</summary>
    public static bool IsZeroPfn(Pfn pfn) => pfn == ZeroPfn;

    /// <summary>
    /// The folio that an entry maps as memory that is counted; none for the zero page, for bare frames, and for an entry that
    /// cannot be: that one is reported. The lock of the table is held, and the result good only so long. In Linux:
    /// <c>vm_normal_folio</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="address">The address.</param>
    /// <param name="entry">A present entry.</param>
    public static Folio VmNormalFolio(Vma vma, VirtualAddress address, Pte entry)
    {
        ArgumentNullException.ThrowIfNull(vma);
        _ = address;
        Machine machine = vma.Mm.Machine;
        Pfn pfn = entry.Pfn;
        if (!entry.Special)
        {
            return pfn.Value < machine.Frames.Count ? Folio.Of(machine, pfn) : Bad(machine, entry);
        }

        bool mayBeBare = (vma.Flags & (VmaFlags.PfnMap | VmaFlags.MixedMap)) != 0;
        return mayBeBare || IsZeroPfn(pfn) ? default : Bad(machine, entry);
    }

    // In Linux: print_bad_pte.
    private static Folio Bad(Machine machine, Pte entry)
    {
        machine.ReportBadEntry(PageTableLevel.Pte, entry.Value);
        return default;
    }
}
