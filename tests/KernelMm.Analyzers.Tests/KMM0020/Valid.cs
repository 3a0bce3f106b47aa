namespace KernelMm.Analyzers.Tests.KMM0020;

public sealed class Valid
{
    [Fact]
    public Task A_field_and_a_result_that_say_so() => Verify.Silent("""
        internal static class C
        {
            internal static void Store(ref VmFault vmf)
            {
                var pte = PteOffsetMap(vmf.Mm, vmf.Pmd, vmf.Address);
                if (pte) vmf.Pte = pte;
            }

            [return: MayFail, ReturnsMapped]
            internal static PtePtr Return(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) _ = PtepGet(mm, pte);
                return pte;
            }
        }
        """);

    [Fact]
    public Task A_struct_of_the_methods_own_is_as_private_as_a_local() => Verify.Silent(Verify.Method("""
        VmFault vmf = default;
        var both = (First: PtePtr.Null, Second: 3);
        both.First = PteOffsetMap(mm, pmd, addr);
        if (!both.First) return;
        Note(both.Second.ToString());
        PteUnmap(mm, both.First);
        vmf.Address = addr;
        """));

    [Fact]
    public Task Interpolated_compared_and_passed_on() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        Note($"{pte} {pte == default}");
        Update(pte);
        PteUnmap(mm, pte);

        static void Update(PtePtr pte) { }
        """));

    [Fact]
    public Task Released_before_it_gives_way() => Verify.Silent("""
        internal static class C
        {
            internal static IEnumerable<Pte> M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) yield break;
                var entry = PtepGet(mm, pte);
                PteUnmap(mm, pte);
                yield return entry;
            }
        }
        """);

    [Fact]
    public Task Null_is_stored_and_the_dead_pointer_with_it() => Verify.Silent("""
        internal sealed class C
        {
            private PtePtr _pte;

            internal void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
                _pte = PtePtr.Null;
                Note(_pte.ToString()!);
            }
        }
        """);
}
