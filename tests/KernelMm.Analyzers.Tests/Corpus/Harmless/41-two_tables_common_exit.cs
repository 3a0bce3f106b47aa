// 41. Two tables, both released at one exit that asks the pointers.
internal static class C
{
    [NeedsHeld(HeldResource.MmapLock)]
    internal static int M(Mm mm, PmdPtr pmd, VirtualAddress addr, PmdPtr other)
    {
        var err = -Errno.Again;
        var b = PtePtr.Null;
        var a = PteOffsetMap(mm, pmd, addr);
        if (!a)
        {
            goto out_;
        }

        b = PteOffsetMap(mm, other, addr);
        if (!b)
        {
            goto out_;
        }

        err = PteSame(PtepGet(mm, a), PtepGet(mm, b)) ? 1 : 0;
    out_:
        if (b)
        {
            PteUnmap(mm, b);
        }

        if (a)
        {
            PteUnmap(mm, a);
        }

        return err;
    }
}
