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
            new StaleSlot(),
            new EndlessRetry(),
            new WrongOutcome(),
            new DerivedLock(),
            new LockOrder(),
            new ReadWithoutMapping(),
            new ForgottenResource(),
            new MapAfterPopulate(),
            new EscapedMapping(),
            new RetiredHelper(),
            new BodyContradicts(),
            new GaveUp(),
            new UnprotectedSlot(),
            new NotReleasedByException(),
            new DetacherMistake(),
            new ListErrors());
}
