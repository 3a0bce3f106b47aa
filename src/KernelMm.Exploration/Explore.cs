using KernelMm.Exploration.Results;
using KernelMm.Exploration.Schedules;
using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration;

/// <summary>
/// Runs a scenario in every order, in many orders, or in one. The process must have been started in the explored life
/// (<see cref="Explored"/>): in the native one nothing stops before a shared operation.
/// </summary>
public static class Explore
{
    /// <summary>Explores a scenario.</summary>
    /// <param name="scenario">Makes one; each job has its own.</param>
    /// <param name="options">How, and how long.</param>
    public static ExplorationResult Run(Func<Scenario> scenario, ExplorationOptions options) => Run(scenario, options, new Tally(options));

    /// <summary>Explores a scenario.</summary>
    /// <param name="scenario">Makes one; each job has its own.</param>
    /// <param name="options">How, and how long.</param>
    /// <param name="tally">Shows how far it has come.</param>
    public static ExplorationResult Run(Func<Scenario> scenario, ExplorationOptions options, Tally tally)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        RequireExploredLife();
        if (options.Jobs == 1)
        {
            return RunJob(scenario, options, options.Shard, tally);
        }

        ExplorationResult[] parts = new ExplorationResult[options.Jobs];
        Parallel.For(0, options.Jobs, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, job =>
            parts[job] = RunJob(scenario, options, options.Shard.Part(job, options.Jobs), tally));
        return ExplorationResult.Merge(parts);
    }

    /// <summary>Runs one schedule of a scenario.</summary>
    /// <param name="scenario">Makes one.</param>
    /// <param name="schedule">The schedule, as a failure names it.</param>
    /// <param name="maxSteps">The most steps.</param>
    public static Execution Replay(Func<Scenario> scenario, string schedule, int maxSteps = 10_000)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        RequireExploredLife();
        using Replayer replayer = new(scenario, maxSteps);
        return replayer.Run(Schedule.Parse(schedule), places: true);
    }

    private static ExplorationResult RunJob(Func<Scenario> scenario, ExplorationOptions options, Shard shard, Tally tally)
    {
        using Campaign campaign = new(scenario, options, shard, tally);
        return campaign.Run();
    }

    private static void RequireExploredLife()
    {
        if (!Explored.IsOn)
        {
            throw new InvalidOperationException($"This process is native: set the AppContext switch {Explored.SwitchName} before anything of KernelMm is used.");
        }
    }
}
