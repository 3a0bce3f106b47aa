// 48. pte_marker_clear, mm/memory.c: a marker that is still there is taken away; the CPU faults again whatever happened.
internal static class PteMarkerClear
{
    [NeedsHeld(HeldResource.VmaLock)]
    internal static FaultResult Clear(ref VmFault vmf)
    {
        var mm = vmf.Mm;
        vmf.Pte = PteOffsetMapLock(mm, vmf.Pmd, vmf.Address, out vmf.Ptl);
        if (PteSame(vmf.OrigPte, PtepGet(mm, vmf.Pte))) // KMM0001
        {
            PteClear(mm, vmf.Pte);
        }

        PteUnmapUnlock(mm, vmf.Pte, vmf.Ptl);
        return FaultResult.None;
    }
}
