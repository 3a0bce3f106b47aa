namespace KernelMm.Contracts;

/// <summary>
/// The method asked what only a map can answer, and was taken out when mapping became fallible. In Linux:
/// <c>pmd_trans_unstable</c>, <c>pmd_none_or_trans_huge_or_clear_bad</c> (series, patch 30).
/// </summary>
/// <param name="instead">What to write instead, as half a sentence: "map and test the result".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RetiredHelperAttribute(string instead) : Attribute
{
    /// <summary>What to write instead.</summary>
    public string Instead { get; } = instead;
}
