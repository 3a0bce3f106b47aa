namespace KernelMm.Analyzers.Tests.KMM0021;

public sealed class Valid
{
    [Fact]
    public Task The_map_answers_the_question() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (!pte) return;
        PteUnmap(mm, pte);
        """));

    [Fact]
    public Task The_slots_value_may_be_looked_at() => Verify.Silent(Verify.Method("""
        var entry = PmdpGetLockless(mm, pmd);
        return entry.IsTransHuge;
        """, "bool"));
}
