// 43. __wp_page_copy_user, mm/memory.c, the first map: the accessed bit is set under the lock before user memory is read; page faults are disabled.
internal static class WpPageCopyUser
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static int Copy(Folio dst, Folio src, ref VmFault vmf)
    {
        var (mm, vma, ret) = (vmf.Mm, vmf.Vma, 0);
        PagefaultDisable();
        var locked = false;
        if (!vmf.OrigPte.Young)
        {
            vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
            locked = true;
            if (!PteSame(PtepGet(mm, vmf.Pte), vmf.OrigPte)) // KMM0001
            {
                UpdateMmuTlb(vma, vmf.Address, vmf.Pte);
                ret = -Errno.Again;
                goto pte_unlock;
            }

            SetPte(mm, vmf.Pte, vmf.OrigPte.MkYoung());
            UpdateMmuCache(vma, vmf.Address, vmf.Pte);
        }

        if (CopyFromUserInatomic(dst, vmf.Address))
        {
            ret = -Errno.Fault;
        }

    pte_unlock:
        if (locked)
        {
            PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        }

        PagefaultEnable();
        return ret;
    }
}
