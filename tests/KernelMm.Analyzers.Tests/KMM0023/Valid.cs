namespace KernelMm.Analyzers.Tests.KMM0023;

public sealed class Valid
{
    [Fact]
    public Task Five_mappings_under_five_flags_are_followed() => Verify.Silent(Verify.Method("""
        bool f0 = (addr.Value & 1) != 0;
        var pte0 = PtePtr.Null;
        bool f1 = (addr.Value & 2) != 0;
        var pte1 = PtePtr.Null;
        bool f2 = (addr.Value & 4) != 0;
        var pte2 = PtePtr.Null;
        bool f3 = (addr.Value & 8) != 0;
        var pte3 = PtePtr.Null;
        bool f4 = (addr.Value & 16) != 0;
        var pte4 = PtePtr.Null;
        if (f0)
        {
            pte0 = PteOffsetMap(mm, pmd, addr);
        }
        if (f1)
        {
            pte1 = PteOffsetMap(mm, pmd, addr);
        }
        if (f2)
        {
            pte2 = PteOffsetMap(mm, pmd, addr);
        }
        if (f3)
        {
            pte3 = PteOffsetMap(mm, pmd, addr);
        }
        if (f4)
        {
            pte4 = PteOffsetMap(mm, pmd, addr);
        }
        if (f4 && !pte4.IsNull) PteUnmap(mm, pte4);
        if (f3 && !pte3.IsNull) PteUnmap(mm, pte3);
        if (f2 && !pte2.IsNull) PteUnmap(mm, pte2);
        if (f1 && !pte1.IsNull) PteUnmap(mm, pte1);
        if (f0 && !pte0.IsNull) PteUnmap(mm, pte0);
        """));

    [Fact]
    public Task Any_number_one_after_the_other() => Verify.Silent(Verify.Method("""
        var pte0 = PteOffsetMap(mm, pmd, addr);
        if (pte0) PteUnmap(mm, pte0);
        var pte1 = PteOffsetMap(mm, pmd, addr);
        if (pte1) PteUnmap(mm, pte1);
        var pte2 = PteOffsetMap(mm, pmd, addr);
        if (pte2) PteUnmap(mm, pte2);
        var pte3 = PteOffsetMap(mm, pmd, addr);
        if (pte3) PteUnmap(mm, pte3);
        var pte4 = PteOffsetMap(mm, pmd, addr);
        if (pte4) PteUnmap(mm, pte4);
        var pte5 = PteOffsetMap(mm, pmd, addr);
        if (pte5) PteUnmap(mm, pte5);
        var pte6 = PteOffsetMap(mm, pmd, addr);
        if (pte6) PteUnmap(mm, pte6);
        var pte7 = PteOffsetMap(mm, pmd, addr);
        if (pte7) PteUnmap(mm, pte7);
        """));
}
