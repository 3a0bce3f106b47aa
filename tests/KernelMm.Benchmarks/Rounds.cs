using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace KernelMm.Benchmarks;

/// <summary>
/// Runs every benchmark several times over. A ratio is taken within one round, where both sides were measured within seconds of
/// each other, and its median over the rounds counts: a neighbour that is busy for a while spoils one round and not the result.
/// </summary>
internal sealed class Rounds(string? only)
{
    private static readonly Type[] Types = [typeof(DenseWalk), typeof(SparseWalk), typeof(RandomTranslation), typeof(UncontendedLocks), typeof(RcuSections)];

    private readonly List<Dictionary<string, double>> _nanoseconds = [];

    public int Count => _nanoseconds.Count;

    /// <summary>Whether there is a class of benchmarks of this name; null is all of them.</summary>
    public static bool Knows(string? only) => only is null || Types.Any(type => type.Name == only);

    /// <summary>Runs one round more.</summary>
    /// <returns>What is wrong with the benchmarks themselves, or null.</returns>
    public string? Run(bool isShort, bool hasBaseline)
    {
        Dictionary<string, double> round = [];
        foreach (Summary summary in BenchmarkRunner.Run([.. Types.Where(type => only is null || type.Name == only)], Configuration(isShort, hasBaseline)))
        {
            if (summary.ValidationErrors.FirstOrDefault(error => error.IsCritical) is { } error)
            {
                return error.Message;
            }

            foreach (BenchmarkReport report in summary.Reports)
            {
                string name = $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}";
                if (report.ResultStatistics is not { } statistics)
                {
                    return $"{name} gave no result; see the log in {summary.LogFilePath}.";
                }

                round[name] = statistics.Median;
            }
        }

        _nanoseconds.Add(round);
        return null;
    }

    /// <summary>The median time of each benchmark, in the order in which they ran.</summary>
    public IEnumerable<(string Name, double Nanoseconds)> Times() =>
        _nanoseconds[0].Keys.Select(name => (name, Median([.. _nanoseconds.Select(round => round[name])])));

    /// <summary>A goal's ratio in each round, ascending; empty where a side did not run.</summary>
    public double[] Ratios(Goal goal) =>
        [.. _nanoseconds.Where(round => round.ContainsKey(goal.Yardstick) && round.ContainsKey(goal.Measured)).Select(round => round[goal.Measured] / round[goal.Yardstick]).Order()];

    public static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    // In this process: the tables and the C library are shared, and no project has to be restored while it runs.
    private static ManualConfig Configuration(bool isShort, bool hasBaseline)
    {
        Job job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithClock(ThreadTime.IsSupported ? ThreadTime.Clock : Chronometer.BestClock)
            .WithIterationTime(TimeInterval.FromMilliseconds(isShort ? 20 : 100))
            .WithWarmupCount(isShort ? 1 : 4)
            .WithIterationCount(isShort ? 1 : 12);
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(NullLogger.Instance)
            .AddColumnProvider(DefaultColumnProviders.Instance);
        return hasBaseline ? config : config.AddFilter(new SimpleFilter(benchmark => !benchmark.Descriptor.HasCategory(Categories.C)));
    }
}
