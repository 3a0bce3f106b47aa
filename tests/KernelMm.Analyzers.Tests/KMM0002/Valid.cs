namespace KernelMm.Analyzers.Tests.KMM0002;

public sealed class Valid
{
    [Fact]
    public Task A_result_that_is_tested_and_unmapped_is_not_discarded() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        """));

    [Fact]
    public Task A_method_without_a_contract_may_be_called_for_its_effect() => Verify.Silent(Verify.Method("""
        PteOffsetKernel(mm, pmd, addr);
        PmdTransHugeLock(mm, pmd);
        """));

    [Fact]
    public Task A_discarded_lock_is_not_a_discarded_map() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out _);
        if (!pte) return;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task What_a_lambda_puts_into_a_variable_around_it_is_read_there() => Verify.Silent(Verify.Method("""
        PtePtr pte = default;
        Action map = () => { pte = PteOffsetMap(mm, pmd, addr); };
        map();
        if (pte) PteUnmap(mm, pte);
        """));
}
