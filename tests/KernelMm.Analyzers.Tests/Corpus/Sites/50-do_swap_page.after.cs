// 50. do_swap_page, mm/memory.c, a device-private entry: formerly the path where the entry had changed gave back the lock and forgot the mapping.
internal static class DoSwapPageDevicePrivate
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Swap(ref VmFault vmf, SwpEntry entry)
    {
        var (mm, ret) = (vmf.Mm, FaultResult.None);
        if (IsDevicePrivateEntry(entry))
        {
            var page = FolioOf(SwpOffsetPfn(entry));
            vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
            if (!vmf.Pte || !PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte))
            {
                goto unlock;
            }

            FolioGet(page);
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
            vmf.Pte = PtePtr.Null;
            ret = MigrateToRam(ref vmf, page);
            FolioPut(page);
        }

    unlock:
        if (vmf.Pte)
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        return ret;
    }
}
