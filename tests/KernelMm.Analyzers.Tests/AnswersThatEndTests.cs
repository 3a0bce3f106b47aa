namespace KernelMm.Analyzers.Tests;

/// <summary>What the fix does not offer: to try again where some state of the slot would never end that.</summary>
public sealed class AnswersThatEndTests
{
    private const string Walks = "KernelMm.Outcome.Again";
    private const string Retries = "KernelMm.Outcome.Retry";

    [Theory]
    [InlineData("", true, true)]
    [InlineData("if (!PmdpGetLockless(mm, pmd).IsTable) return 0;", true, true)]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsTransHuge) return 0;", false, false)]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsNone) return 0;", false, true)]
    public async Task A_walker_or_a_caller_comes_back_only_to_what_is_taken_or_not_asked(string look, bool walks, bool retries)
    {
        var offered = await Offered(look);
        Assert.Equal((walks, retries), (offered.Contains(Walks), offered.Contains(Retries)));
        Assert.Equal("KernelMm.FittingOutcome", offered[0]);
        Assert.Contains("KernelMm.Outcome.Skip", offered);
    }

    [Theory]
    [InlineData("var entry = PmdpGetLockless(mm, pmd); if (!entry.IsTable) return;", true)]
    [InlineData("if (PmdTryHugeLock(mm, pmd)) { mm.PmdUnlock(); return; } if (PmdpGetLockless(mm, pmd).IsNone) return;", true)]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsNone) return;", false)]
    [InlineData("if (PmdpGetLockless(mm, pmd).IsTransHuge) return;", false)]
    public async Task A_label_is_gone_back_to_only_where_each_state_leaves(string look, bool retries)
    {
        var offered = await VerifyFix.Offered(Verify.Method($"""
            again:
            {look}
            var pte = PteOffsetMap(mm, pmd, addr);
            PteUnmap(mm, pte);
            """));
        Assert.Equal(retries, offered.Any(a => a.EquivalenceKey == Retries));
    }

    private static async Task<string?[]> Offered(string look) => [.. (await VerifyFix.Offered(Verify.Method($"""
        {look}
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        PteUnmapUnlock(mm, pte, ptl);
        return 0;
        """, "int", "Mm mm, PmdPtr pmd, VirtualAddress addr, ref MmWalk walk"))).Select(a => a.EquivalenceKey)];
}
