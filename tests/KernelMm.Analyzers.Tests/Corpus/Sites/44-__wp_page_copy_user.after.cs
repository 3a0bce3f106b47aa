// 44. __wp_page_copy_user, mm/memory.c, the second map: the copy failed, so it is tried again under the lock; no cache is told about a null pointer.
internal static class WpPageCopyUserAgain
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Copy(Folio dst, Folio src, ref VmFault vmf)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, 0);
        PagefaultDisable();
        vmf.Pte = PtePtr.Null;
        if (CopyFromUserInatomic(dst, vmf.Address))
        {
            vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
            if (!vmf.Pte || !PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte))
            {
                if (vmf.Pte)
                {
                    UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
                }

                ret = -Errno.Again;
                goto pte_unlock;
            }

            if (CopyFromUserInatomic(dst, vmf.Address))
            {
                WarnOnOnce();
                ClearFolio(dst);
            }
        }

    pte_unlock:
        if (vmf.Pte)
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        PagefaultEnable();
        return ret;
    }
}
