using System.Collections.Immutable;

namespace KernelMm.Analyzers.Rules;

/// <summary>All rules, by id.</summary>
internal static class RuleCatalogue
{
    public static readonly ImmutableArray<IRule> All =
        ImmutableArray.Create<IRule>(
            new UsedBeforeTested(),
            new ResultDiscarded(),
            new TestedInVain(),
            new NotReleasedOnAPath(),
            new ReleasedTwice(),
            new WrongRelease(),
            new OutsideTable(),
            new UsedAfterRelease(),
            new ReleasedOutOfOrder(),
            new SleepsWhileMapped(),
            new WrittenUnvalidated(),
            new WrongOutcome(),
            new DerivedLock(),
            new LockOrder(),
            new ReadWithoutMapping(),
            new MapAfterPopulate(),
            new EscapedMapping(),
            new RetiredHelper(),
            new GaveUp(),
            new NotReleasedByException(),
            new ListErrors());
}
