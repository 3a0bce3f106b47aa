// 56. The fault's pointer is null again before the fault goes on.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static FaultResult M(Mm mm, PmdPtr pmd, VirtualAddress addr)
    {
        var vmf = new VmFault { Mm = mm, Pmd = pmd, Address = addr };
        vmf.Pte = PteOffsetMap(mm, pmd, addr);
        if (!vmf.Pte)
        {
            return FaultResult.None;
        }

        vmf.OrigPte = PtepGet(mm, vmf.Pte);
        PteUnmap(mm, vmf.Pte);
        vmf.Pte = PtePtr.Null;
        return DoPteMissing(ref vmf);
    }
}
