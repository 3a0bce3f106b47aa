using KernelMm.Folios;
using KernelMm.Pgalloc;
using KernelMm.Physical;

namespace KernelMm.Faults;

/// <summary>A page that is not there yet, of a mapping with something behind it. In Linux: <c>do_fault</c>.</summary>
internal static class ObjectFault
{
    private const FaultResult Unfinished = FaultResult.Error | FaultResult.NoPage | FaultResult.Retry | FaultResult.DoneCow;

    /// <summary>Asks what is behind the mapping for the page, and maps it or a copy. In Linux: <c>do_fault</c>.</summary>
    [MaySleep]
    public static FaultResult DoFault(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        FaultResult result;
        if (!vmf.Vma.Ops!.HasFault)
        {
            result = WithoutHandler(ref vmf);
        }
        else if (!vmf.Is(FaultFlags.Write))
        {
            result = DoReadFault(ref vmf);
        }
        else
        {
            result = (vmf.Vma.Flags & VmaFlags.Shared) == 0 ? DoCowFault(ref vmf) : SharedFault.DoSharedFault(ref vmf);
        }

        // Whatever was not used; the mapping may be gone by now where its lock was given back.
        if (vmf.PreallocPte is { } unused)
        {
            TableFreeing.TableFree(mm, unused);
        }

        return result;
    }

    /// <summary>
    /// Whether the fault may go on with the lock that is held; if not it is given back. In Linux: <c>vmf_can_call_fault</c>.
    /// </summary>
    public static FaultResult VmfCanCallFault(ref VmFault vmf)
    {
        if (!vmf.Is(FaultFlags.VmaLock) || vmf.Vma.Ops!.MayFaultUnderVmaLock)
        {
            return FaultResult.None;
        }

        vmf.Vma.Lock.VmaEndRead();
        return FaultResult.Retry;
    }

    /// <summary>
    /// Gets the page, locked. The table that it may need is allocated first: memory must not be waited for with a page locked.
    /// In Linux: <c>__do_fault</c>.
    /// </summary>
    /// <returns>Whether there is a page, and how it ended if not.</returns>
    [MaySleep]
    public static (bool HasPage, FaultResult Result) AskForPage(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        if (PmdpGetLockless(mm, vmf.Pmd).None && vmf.PreallocPte is null)
        {
            vmf.PreallocPte = TableFreeing.PteAllocOne(mm);
            if (vmf.PreallocPte is null)
            {
                return (false, FaultResult.Oom);
            }
        }

        FaultResult result = vmf.Vma.Ops!.Fault(ref vmf);
        if ((result & Unfinished) != 0)
        {
            return (false, result);
        }

        if ((result & FaultResult.Locked) == 0)
        {
            mm.Machine.FolioLock.Lock(vmf.Folio.Frame);
        }

        return (true, result & ~FaultResult.Locked);
    }

    // A mapping whose object has no pages, and an entry that is gone: a bad access, unless it was gone only for a moment.
    private static FaultResult WithoutHandler(ref VmFault vmf)
    {
        Mm mm = vmf.Vma.Mm;
        PtePtr pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            return FaultResult.Sigbus;
        }

        bool isNone = PtepGet(mm, pte).None;
        PteUnmapUnlock(mm, pte, ptl);
        return isNone ? FaultResult.Sigbus : FaultResult.NoPage;
    }

    // In Linux: do_read_fault.
    private static FaultResult DoReadFault(ref VmFault vmf)
    {
        FaultResult may = VmfCanCallFault(ref vmf);
        if (may != FaultResult.None)
        {
            return may;
        }

        (bool hasPage, FaultResult result) = AskForPage(ref vmf);
        return hasPage ? result | FinishedAndUnlocked(ref vmf) : result;
    }

    // In Linux: do_cow_fault. The copy's page is had before the original is locked.
    private static FaultResult DoCowFault(ref VmFault vmf)
    {
        FaultResult may = VmfCanCallFault(ref vmf);
        may = may == FaultResult.None ? AnonPreparation.VmfAnonPrepare(ref vmf) : may;
        if (may != FaultResult.None)
        {
            return may;
        }

        vmf.CowFolio = FolioAllocation.FolioPrealloc(vmf.Vma, vmf.Address, needZero: false);
        if (vmf.CowFolio.IsNull)
        {
            return FaultResult.Oom;
        }

        (bool hasPage, FaultResult result) = AskForPage(ref vmf);
        if (!hasPage)
        {
            // Where the copy was made and mapped by who was asked, its page is the entry's.
            if ((result & FaultResult.DoneCow) == 0)
            {
                vmf.CowFolio.Put();
            }

            return result;
        }

        PageCopies.CopyUserHighpage(vmf.CowFolio, vmf.Folio);
        vmf.CowFolio.Info.Flags |= (uint)FrameFlags.Uptodate;
        FaultResult finished = FaultFinishing.FinishFault(ref vmf);
        Unlock(vmf.Folio);
        vmf.Folio.Put();
        if (finished != FaultResult.None)
        {
            vmf.CowFolio.Put();
        }

        return result | finished;
    }

    private static FaultResult FinishedAndUnlocked(ref VmFault vmf)
    {
        FaultResult finished = FaultFinishing.FinishFault(ref vmf);
        Unlock(vmf.Folio);
        if (finished != FaultResult.None)
        {
            vmf.Folio.Put();
        }

        return finished;
    }

    private static void Unlock(Folio folio) => folio.Machine.FolioLock.Unlock(folio.Frame);
}
