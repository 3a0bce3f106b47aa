namespace KernelMm.Analyzers.Tests.KMM0023;

public sealed class Diagnostics
{
    [Fact]
    public Task Seven_mappings_under_seven_flags() => Verify.Diagnostics(Verify.Method("""
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
        bool f5 = (addr.Value & 32) != 0;
        var pte5 = PtePtr.Null;
        bool f6 = (addr.Value & 64) != 0;
        var pte6 = PtePtr.Null;
        if (f0)
        {
            pte0 = [|PteOffsetMap(mm, pmd, addr)|];
        }
        if (f1)
        {
            pte1 = [|PteOffsetMap(mm, pmd, addr)|];
        }
        if (f2)
        {
            pte2 = [|PteOffsetMap(mm, pmd, addr)|];
        }
        if (f3)
        {
            pte3 = [|PteOffsetMap(mm, pmd, addr)|];
        }
        if (f4)
        {
            pte4 = [|PteOffsetMap(mm, pmd, addr)|];
        }
        if (f5)
        {
            pte5 = [|PteOffsetMap(mm, pmd, addr)|];
        }
        if (f6)
        {
            pte6 = PteOffsetMap(mm, pmd, addr);
        }
        if (f6 && !pte6.IsNull) PteUnmap(mm, pte6);
        if (f5 && !pte5.IsNull) PteUnmap(mm, pte5);
        if (f4 && !pte4.IsNull) PteUnmap(mm, pte4);
        if (f3 && !pte3.IsNull) PteUnmap(mm, pte3);
        if (f2 && !pte2.IsNull) PteUnmap(mm, pte2);
        if (f1 && !pte1.IsNull) PteUnmap(mm, pte1);
        if (f0 && !pte0.IsNull) PteUnmap(mm, pte0);
        """), "KMM0023");
}
