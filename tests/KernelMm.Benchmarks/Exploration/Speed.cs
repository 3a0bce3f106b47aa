using System.Globalization;
using KernelMm.Exploration;
using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;

namespace KernelMm.Benchmarks.Exploration;

/// <summary>
/// Steps and executions per second of two, three and four actors of 20 steps each, by each strategy, and what memory they take. The
/// hand-over: a thread for each actor; the one that is to go on is granted its seat, on which it spins for as long as spinning
/// paid before, and then parks in a semaphore; none where the next is the one who is at it.
/// </summary>
internal static class Speed
{
    private const int Steps = 20;

    private static readonly (string Name, ExplorationOptions Options)[] Ways =
    [
        ("random", new ExplorationOptions { Strategy = StrategyKind.Random, CountsClasses = false }),
        ("random, classes counted", new ExplorationOptions { Strategy = StrategyKind.Random }),
        ("pct, depth 3", new ExplorationOptions { Strategy = StrategyKind.Pct, CountsClasses = false }),
        ("source sets", new ExplorationOptions()),
        ("no reduction", new ExplorationOptions { Reduction = Reduction.None, CountsClasses = false }),
    ];

    public static void Measure(TextWriter output, double seconds)
    {
        output.WriteLine($"{"actors",6}  {"strategy",-24} {"executions/s",14} {"steps/s",14} {"bytes/execution",16}");
        foreach (int actors in (int[])[2, 3, 4])
        {
            foreach ((string name, ExplorationOptions options) in Ways)
            {
                Explore.Run(() => new Writers(actors, Steps), options with { Executions = 100 });
                long before = GC.GetTotalAllocatedBytes(precise: true);
                ExplorationResult result = Explore.Run(() => new Writers(actors, Steps), options with { Time = TimeSpan.FromSeconds(seconds) });
                double bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Math.Max(result.Executions, 1);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{actors,6}  {name,-24} {result.ExecutionsPerSecond,14:N0} {result.StepsPerSecond,14:N0} {bytes,16:N1}"));
            }
        }
    }
}
