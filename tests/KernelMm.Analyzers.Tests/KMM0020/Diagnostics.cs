namespace KernelMm.Analyzers.Tests.KMM0020;

public sealed class Diagnostics
{
    [Fact]
    public Task Stored_in_a_field_or_an_array() => Verify.Diagnostics("""
        internal sealed class C
        {
            private PtePtr _pte;

            internal void Field(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                [|_pte|] = {|#0:PteOffsetMap(mm, pmd, addr)|};
                if (!_pte) return;
                _ = PtepGet(mm, _pte);
            }

            internal static void Array(Mm mm, PmdPtr pmd, VirtualAddress addr, PtePtr[] all)
            {
                var pte = {|#1:PteOffsetMap(mm, pmd, addr)|};
                if (!pte) return;
                [|all[0]|] = pte;
            }
        }
        """, "KMM0020");

    [Fact]
    public Task Returned_by_a_method_that_does_not_say_so() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return default;
        _ = PtepGet(mm, pte);
        return [|pte|];
        """, "PtePtr"), "KMM0020");

    [Fact]
    public Task Alive_where_an_iterator_gives_way() => Verify.Diagnostics("""
        internal static class C
        {
            internal static IEnumerable<Pte> M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) yield break;
                [|yield return PtepGet(mm, pte);|]
                PteUnmap(mm, pte);
            }
        }
        """, "KMM0020");
}
