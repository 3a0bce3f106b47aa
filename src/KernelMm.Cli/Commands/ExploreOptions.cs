using System.CommandLine;
using System.Globalization;
using KernelMm.Exploration;
using KernelMm.Exploration.Strategies;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Cli.Commands;

/// <summary>The options of <c>kernelmm explore</c> that say what is tried.</summary>
internal sealed class ExploreOptions
{
    private readonly Option<string> _strategy = new("--strategy") { Description = "exhaustive: every order, or one of each class; pct: random priorities, with a bound on the probability to miss a bug; random.", HelpName = "exhaustive|pct|random", DefaultValueFactory = _ => "exhaustive" };
    private readonly Option<string> _reduction = new("--reduction") { Description = "For exhaustive: what is left out because it is like something else. With --preemptions less is left out.", HelpName = "source|sleep|none", DefaultValueFactory = _ => "source" };
    private readonly Option<int?> _preemptions = new("--preemptions") { Description = "For exhaustive: at most so many switches away from an actor that could go on.", HelpName = "N" };
    private readonly Option<int?> _injections = new("--injections") { Description = "For exhaustive: at most so many injected failures, delays and interrupts in one execution.", HelpName = "N" };
    private readonly Option<int> _depth = new("--depth") { Description = "For pct: how many ordering constraints the bug needs that is looked for.", HelpName = "N", DefaultValueFactory = _ => 3 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "For pct and random: another seed, other executions.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<long?> _executions = new("--executions") { Description = "Stops after so many executions.", HelpName = "N" };
    private readonly Option<double?> _time = new("--time") { Description = "Stops after so many seconds.", HelpName = "SECONDS" };
    private readonly Option<int> _jobs = new("--jobs") { Description = "How many executions go on at the same time.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _shard = new("--shard") { Description = "Explores part I of N parts that do not overlap, I from 0; 'explore merge' puts their results together.", HelpName = "I/N", DefaultValueFactory = _ => "0/1" };
    private readonly Option<bool> _all = new("--all") { Description = "Goes on after a failure, and shows each kind of failure once." };

    /// <summary>Puts the options into the command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_strategy, _reduction, _preemptions, _injections, _depth, _seed, _executions, _time, _jobs, _shard, _all])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What they say.</summary>
    public ExplorationOptions Read(ParseResult result) => new()
    {
        Strategy = Word(result.GetRequiredValue(_strategy), "strategy", ("exhaustive", StrategyKind.Exhaustive), ("pct", StrategyKind.Pct), ("random", StrategyKind.Random)),
        Reduction = Word(result.GetRequiredValue(_reduction), "reduction", ("source", Reduction.SourceSets), ("sleep", Reduction.SleepSets), ("none", Reduction.None)),
        Bounds = new Bounds { Preemptions = AtLeast(0, result.GetValue(_preemptions), "--preemptions"), Injections = AtLeast(0, result.GetValue(_injections), "--injections") },
        Depth = AtLeast(1, result.GetRequiredValue(_depth), "--depth")!.Value,
        Seed = result.GetRequiredValue(_seed),
        Executions = AtLeast(1, result.GetValue(_executions), "--executions"),
        Time = AtLeast(0, result.GetValue(_time), "--time") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 1e9)) : null,
        Jobs = AtLeast(1, result.GetRequiredValue(_jobs), "--jobs")!.Value,
        Shard = ShardOf(result.GetRequiredValue(_shard)),
        StopsAtFailure = !result.GetRequiredValue(_all),
    };

    private static T Word<T>(string word, string what, params (string Name, T Value)[] known)
    {
        int place = Array.FindIndex(known, candidate => candidate.Name == word);
        return place >= 0 ? known[place].Value : throw new InputException($"There is no {what} {word.Quote()}{Suggestion.For(word, [.. known.Select(candidate => candidate.Name)])}");
    }

    private static T? AtLeast<T>(T least, T? value, string option)
        where T : struct, IComparable<T> =>
        value is { } given && given.CompareTo(least) < 0 ? throw new InputException($"{option} is at least {least}.") : value;

    private static Shard ShardOf(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && index < count && count <= 1_000_000
            ? new Shard(index, count)
            : throw new InputException($"--shard is I/N with I from 0 to N - 1, not {text.Quote()}.");
    }
}
