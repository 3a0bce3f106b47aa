using System.Collections.Immutable;

namespace KernelMm.Analyzers.Rules;

/// <summary>All rules, by id.</summary>
internal static class RuleCatalogue
{
    public static readonly ImmutableArray<IRule> All =
        ImmutableArray.Create<IRule>(
            new UsedBeforeTested(),
            new ResultDiscarded(),
            new NotReleasedOnAPath(),
            new UsedAfterRelease());
}
