using KernelMm.Folios;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Faults;

/// <summary>The contents of pages, copied. In Linux: <c>copy_user_highpage</c>, <c>__wp_page_copy_user</c>.</summary>
internal static class PageCopies
{
    /// <summary>Copies a folio's contents, which the caller has a reference to. In Linux: <c>copy_user_highpage</c>.</summary>
    public static void CopyUserHighpage(Folio destination, Folio source)
    {
        Machine machine = destination.Machine;
        Points.Before(SharedOperation.Read, "memory", source.Frame.Address.Value);
        machine.Arena.Copy(destination.Number, source.Number);
        machine.Tasks.Current.Count(Counter.CowCopies);
    }

    /// <summary>
    /// Copies what a fault's entry maps. A bare frame is copied only while the entry is known to be the same, as nothing else
    /// says that it is still there; one that no memory is behind leaves zeroes. In Linux: <c>__wp_page_copy_user</c>.
    /// </summary>
    /// <returns>Whether it was copied; if not, the entry changed and the CPU comes back.</returns>
    public static bool WpPageCopyUser(ref VmFault vmf, Folio destination, Folio source)
    {
        if (!source.IsNull)
        {
            CopyUserHighpage(destination, source);
            return true;
        }

        Mm mm = vmf.Vma.Mm;
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return false;
        }

        bool isSame = PteSame(PtepGet(mm, pte), vmf.OrigPte);
        if (isSame)
        {
            CopyBareFrame(mm.Machine, destination, vmf.OrigPte.Pfn);
        }

        PteUnmapUnlock(mm, pte, ptl);
        return isSame;
    }

    private static void CopyBareFrame(Machine machine, Folio destination, Pfn source)
    {
        if (source.Value < machine.Frames.Count)
        {
            machine.Arena.Copy(destination.Number, (uint)source.Value);
        }
        else
        {
            machine.Arena.Clear(destination.Number, 1);
        }

        machine.Tasks.Current.Count(Counter.CowCopies);
    }
}
