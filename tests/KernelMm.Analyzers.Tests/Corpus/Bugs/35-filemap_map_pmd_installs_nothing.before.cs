// 35. M25. filemap_map_pmd installed a table that nobody had allocated, for the slot had been full when that was decided (9aa1345d66b8, 6.7).
internal static class InstallNothing
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static bool Map(ref VmFault vmf)
    {
        var mm = vmf.Mm;
        if (PmdpGetLockless(mm, vmf.Pmd).None)
        {
            PmdInstall(mm, vmf.Pmd, ref vmf.PreallocPte); // KMM0019
        }

        return false;
    }
}
