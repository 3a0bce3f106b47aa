using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;
using KernelMm.Locking;

namespace KernelMm.Exploration.Tests;

public sealed class Semaphores_are_shared
{
    private static readonly Dictionary<string, Action<RwSemaphore, Action<string>>> Uses = new()
    {
        ["read"] = (semaphore, say) =>
        {
            semaphore.DownRead();
            say("reads");
            semaphore.UpRead();
        },
        ["read twice"] = (semaphore, say) =>
        {
            semaphore.DownRead();
            semaphore.DownRead();
            say("reads");
            semaphore.UpRead();
            semaphore.UpRead();
        },
        ["write"] = (semaphore, say) =>
        {
            semaphore.DownWrite();
            say("writes");
            semaphore.UpWrite();
        },
        ["downgrade"] = (semaphore, say) =>
        {
            semaphore.DownWrite();
            say("writes");
            semaphore.DowngradeWrite();
            say("reads");
            semaphore.UpRead();
        },
        ["try to read"] = (semaphore, say) =>
        {
            bool isTaken = semaphore.DownReadTrylock();
            say(isTaken ? "reads" : "cannot read");
            if (isTaken)
            {
                semaphore.UpRead();
            }
        },
        ["try to write"] = (semaphore, say) =>
        {
            bool isTaken = semaphore.DownWriteTrylock();
            say(isTaken ? "writes" : "cannot write");
            if (isTaken)
            {
                semaphore.UpWrite();
            }
        },
        ["write unless killed"] = (semaphore, say) =>
        {
            bool isTaken = semaphore.DownWriteKillable();
            say(isTaken ? "writes" : "is killed");
            if (isTaken)
            {
                semaphore.UpWrite();
            }
        },
        ["read unless killed"] = (semaphore, say) =>
        {
            bool isTaken = semaphore.DownReadKillable();
            say(isTaken ? "reads" : "is killed");
            if (isTaken)
            {
                semaphore.UpRead();
            }
        },
    };

    [Theory]
    [InlineData("read", "read", "read")]
    [InlineData("read", "try to read", "read")]
    public void Readers_commute(params string[] actors)
    {
        ExplorationResult result = Run(actors, Reduction.SourceSets, [], bound: null, Bounds_without_injections);

        Assert.Equal((1, 0), (result.Executions, result.Pruned));
        Assert.True(result.Failures.Count == 0);
    }

    [Theory]
    [InlineData("read", "write")]
    [InlineData("read", "read", "write")]
    [InlineData("read", "write", "write")]
    [InlineData("read", "downgrade", "read")]
    [InlineData("try to read", "write", "read")]
    [InlineData("try to write", "read", "write")]
    [InlineData("read unless killed", "write", "kill 0")]
    [InlineData("write unless killed", "read", "kill 0")]
    [InlineData("write unless killed", "write", "kill 0")]
    [InlineData("read twice", "write")]
    [InlineData("read twice", "read", "write unless killed", "kill 2")]
    public void Reduction_loses_nothing_that_actors_can_see(params string[] actors)
    {
        HashSet<string> all = [];
        HashSet<string> slept = [];
        HashSet<string> reduced = [];

        Run(actors, Reduction.None, all);
        Run(actors, Reduction.SleepSets, slept);
        Run(actors, Reduction.SourceSets, reduced);

        Assert.NotEmpty(all);
        Assert.Equal(all.Order(), slept.Order());
        Assert.Equal(all.Order(), reduced.Order());
    }

    [Theory]
    [InlineData("read", "read", "write")]
    [InlineData("try to read", "write", "read")]
    [InlineData("write unless killed", "read", "kill 0")]
    [InlineData("read twice", "read", "write")]
    public void Nor_within_a_bound_on_preemptions(params string[] actors)
    {
        for (int bound = 0; bound < 3; bound++)
        {
            HashSet<string> all = [];
            HashSet<string> reduced = [];

            Run(actors, Reduction.None, all, bound);
            Run(actors, Reduction.SourceSets, reduced, bound);

            Assert.Equal(all.Order(), reduced.Order());
        }
    }

    [Fact]
    public void A_reader_who_takes_it_twice_waits_for_a_writer_that_came_in_between()
    {
        ExplorationResult result = Run(["read twice", "write"], Reduction.SourceSets, []);

        Failure failure = Assert.Single(result.Failures).Failure;
        Assert.Equal((FailureKind.Deadlock, "cycle"), (failure.Kind, failure.Name));
    }

    [Fact]
    public void Whoever_tries_may_be_made_to_fail()
    {
        HashSet<string> seen = [];

        Run(["try to read"], Reduction.SourceSets, seen);

        Assert.Equal(["0 cannot read", "0 reads"], seen.Order());
    }

    private static Bounds Bounds_without_injections => new() { Injections = 0 };

    private static ExplorationResult Run(string[] actors, Reduction reduction, HashSet<string> seen, int? bound = null, Bounds? bounds = null)
    {
        ExplorationOptions options = new() { Reduction = reduction, StopsAtFailure = false, Bounds = bounds ?? new Bounds { Preemptions = bound } };
        ExplorationResult result = Explore.Run(() => new Using(actors, seen), options);
        Assert.True(result.IsExhausted);
        seen.UnionWith(result.Failures.Select(report => report.Failure.Name));
        Assert.DoesNotContain(result.Failures, report => report.Failure.Kind == FailureKind.Nondeterminism);
        return result;
    }

    private sealed class Using : Scenario
    {
        private readonly HashSet<string> _seen;
        private readonly string[] _said;
        private readonly Machine _machine = new(new MachineOptions { Memory = new ByteCount(4 * 4096), Cpus = 1, PerCpuPages = 0 });
        private RwSemaphore? _semaphore;
        private string _order = string.Empty;

        public Using(string[] actors, HashSet<string> seen)
        {
            _seen = seen;
            _said = new string[actors.Length];
            Actors = [.. actors.Select((use, number) => new Actor(use, () => Perform(number, use)))];
        }

        public override IReadOnlyList<Actor> Actors { get; }

        public override void Begin()
        {
            _machine.Reset();
            _semaphore = new RwSemaphore(_machine, "semaphore");
            Array.Fill(_said, string.Empty);
            _order = string.Empty;
        }

        // What each saw of itself, and who wrote before whom: readers' order among themselves is nobody's business.
        public override void End() => _seen.Add(string.Join(", ", _said.Where(said => said.Length > 0)) + _order);

        protected override void Dispose(bool disposing)
        {
            _machine.Dispose();
            base.Dispose(disposing);
        }

        private void Perform(int actor, string use)
        {
            if (use.StartsWith("kill ", StringComparison.Ordinal))
            {
                _machine.Kill(use[5] - '0' + 1);
                return;
            }

            Uses[use](_semaphore!, what =>
            {
                _said[actor] += $"{actor} {what}";
                _order += what == "writes" ? $"; {actor} after {string.Concat(_said.Select((said, other) => other != actor && said.Length > 0 && !said.Contains("killed", StringComparison.Ordinal) ? $"{other}" : ""))}" : "";
            });
        }
    }
}
