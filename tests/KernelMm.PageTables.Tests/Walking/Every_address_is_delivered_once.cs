using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>What a range walk tells of a random address space, over ranges that begin and end anywhere.</summary>
public sealed class Every_address_is_delivered_once
{
    private const int Rounds = 12;

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Without_a_gap_and_in_ascending_order(string architecture) => EachRange(architecture, Rounds, (walk, start, end, _) =>
    {
        EventRecorder recorder = walk.Recorder();

        Assert.Equal(0, walk.Over(start, end, PteForm.Entry, recorder));

        AssertPartition(start, end, recorder.Events);
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void As_what_the_tables_say_it_is(string architecture)
    {
        HashSet<(string, PageTableLevel)> seen = [];
        EachRange(architecture, Rounds, (walk, start, end, _) =>
        {
            EventRecorder recorder = walk.Recorder();
            walk.Over(start, end, PteForm.Entry, recorder);
            Assert.Equal(walk.Expected(start, end, PteForm.Entry), recorder.Events);
            seen.UnionWith(recorder.Events.Select(callback => (callback.What, callback.Level)));
        });

        HashSet<(string, PageTableLevel)> wanted =
            [("hole", PageTableLevel.Pgd), ("hole", PageTableLevel.Pmd), ("entry", PageTableLevel.Pmd), ("pte", PageTableLevel.Pte), ("missing", PageTableLevel.Pte)];
        Assert.Superset(wanted, seen);
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void By_runs_as_by_entries(string architecture) => EachRange(architecture, Rounds, (walk, start, end, _) =>
    {
        RunCounter byRuns = new(walk.PageShift);
        walk.Over(start, end, PteForm.Run, byRuns);

        Assert.Equal(walk.Expected(start, end, PteForm.Entry), byRuns.Events);
        Assert.Equal(walk.Ledger.LocksTaken, byRuns.Runs);
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Down_to_the_pmd_alone_where_page_tables_are_not_wanted(string architecture) => EachRange(architecture, Rounds, (walk, start, end, _) =>
    {
        EventRecorder recorder = walk.Recorder();

        walk.Over(start, end, PteForm.None, recorder);

        Assert.Equal(walk.Expected(start, end, PteForm.None), recorder.Events);
        Assert.Equal((0, 0), (walk.Ledger.RcuEntered, walk.Ledger.LocksTaken));
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Except_below_an_entry_that_a_callback_passes_over(string architecture) => EachRange(architecture, Rounds, (walk, start, end, random) =>
    {
        ulong salt = random.NextUInt64() | 1;
        bool Descends(PageTableLevel level, ulong entry) => (((entry + (ulong)level) * salt) >> 40) % 3 != 0;
        EventRecorder recorder = new(walk.PageShift) { Descends = Descends };

        walk.Over(start, end, PteForm.Entry, recorder);

        Assert.Equal(walk.Expected(start, end, PteForm.Entry, Descends), recorder.Events);
        AssertPartition(start, end, recorder.Events);
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Until_a_callback_answers_with_something_else_than_zero(string architecture) => EachRange(architecture, Rounds, (walk, start, end, random) =>
    {
        IReadOnlyList<Event> all = walk.Expected(start, end, PteForm.Entry);
        int limit = random.Next(1, 40 + (all.Count / 3));
        LimitedRecorder recorder = new(walk.PageShift, limit, () => 7);

        int result = walk.Over(start, end, PteForm.Entry, recorder);

        Assert.Equal(limit <= all.Count ? 7 : 0, result);
        Assert.Equal(all.Take(limit), recorder.Events);
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_nothing_stays_held_behind_a_callback_that_throws(string architecture)
    {
        int thrownUnderLock = 0;
        EachRange(architecture, Rounds, (walk, start, end, random) =>
        {
            IReadOnlyList<Event> all = walk.Expected(start, end, PteForm.Entry);
            if (all.Count == 0)
            {
                return;
            }

            int limit = random.Next(1, all.Count + 1);
            LimitedRecorder recorder = new(walk.PageShift, limit, () => throw new TimeoutException("the test's own"));
            Assert.Throws<TimeoutException>(() => walk.Over(start, end, random.OneIn(2) ? PteForm.Entry : PteForm.Run, recorder));
            thrownUnderLock += all[limit - 1].What == "pte" ? 1 : 0;
        });

        Assert.True(thrownUnderLock > 0, "No callback under a lock ever threw.");
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_a_missing_table_ends_the_walk_unless_the_callback_says_otherwise(string architecture)
    {
        HashSet<int> results = [];
        EachRange(architecture, Rounds, (walk, start, end, _) =>
        {
            int result = walk.SilentlyOver(start, end);
            Assert.Equal(walk.Expected(start, end, PteForm.Entry).Any(callback => callback.What == "missing") ? -14 : 0, result);
            results.Add(result);
        });

        Assert.Equal([-14, 0], results.Order());
    }

    private static void EachRange(string architecture, int rounds, Action<TestWalk, ulong, ulong, Random> check)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Seeded.Run(rounds, random =>
        {
            using RandomTables tables = new(config, random);
            foreach ((ulong start, ulong end) in Ranges.Of(config, tables, random))
            {
                TestWalk walk = new(config, tables);
                check(walk, start, end, random);
                walk.Ledger.AssertNothingHeld();
            }
        });
    }

    // What is told of last before something behind it is told of, is all that is told of that stretch.
    private static void AssertPartition(ulong start, ulong end, List<Event> events)
    {
        ulong next = start;
        for (int index = 0; index < events.Count; index++)
        {
            Event callback = events[index];
            Assert.Equal(next, callback.Address);
            bool isLast = index == events.Count - 1 || events[index + 1].Address != callback.Address;
            next = isLast ? callback.Next : next;
        }

        bool isEmpty = end != 0 && end <= start;
        Assert.Equal(isEmpty ? start : end, next);
        Assert.Equal(isEmpty, events.Count == 0);
    }
}
