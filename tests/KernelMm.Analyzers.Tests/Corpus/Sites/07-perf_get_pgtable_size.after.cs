// 7. perf_get_pgtable_size, kernel/events/core.c: interrupts are off and protect the slot; a copy on the stack is mapped, on null the live slot is read again.
internal static unsafe class PerfGetPgtableSize
{
    [NeedsHeld(HeldResource.InterruptsOff)]
    internal static ulong Size(Mm mm, PmdPtr pmdp, VirtualAddress addr)
    {
    again:
        var pmd = PmdpGetLockless(mm, pmdp);
        if (!pmd.Present)
        {
            return 0;
        }

        if (pmd.Leaf)
        {
            return PmdSize.Value;
        }

        var ptep = PteOffsetMap(mm, new PmdPtr(&pmd), addr);
        if (!ptep)
        {
            goto again;
        }

        var pte = PtepGetLockless(mm, ptep);
        var size = pte.Present ? PageSize.Value : 0;
        PteUnmap(mm, ptep);
        return size;
    }
}
