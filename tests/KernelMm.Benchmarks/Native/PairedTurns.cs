using System.Diagnostics;

namespace KernelMm.Benchmarks.Native;

/// <summary>Two sets of workloads in turns of a millisecond in one process, so that whatever else the machine does hits both.</summary>
internal static class PairedTurns
{
    private const int Warmups = 300;
    private const int Pairs = 201;
    private const double TurnNanoseconds = 1_000_000;

    /// <summary>Of each workload, the median of what it takes in one set for what it takes in the other.</summary>
    public static IEnumerable<(string Name, double Ratio)> Compare(IReadOnlyDictionary<string, Action<int>> measured, IReadOnlyDictionary<string, Action<int>> yardsticks)
    {
        WarmUp([.. measured.Values, .. yardsticks.Values]);
        return measured.Select(one => (one.Key, Ratio(one.Value, yardsticks[one.Key])));
    }

    // Until the last tier of the JIT has come to each: by many calls, and with time for it in between.
    private static void WarmUp(Action<int>[] works)
    {
        for (int round = 0; round < Warmups; round++)
        {
            Array.ForEach(works, work => work(500));
            Thread.Sleep(round % 100 == 99 ? 500 : 0);
        }
    }

    private static double Ratio(Action<int> measured, Action<int> yardstick)
    {
        int times = (int)Math.Clamp(TurnNanoseconds * 2_000 / Time(measured, 2_000), 1_000, 10_000_000);
        double[] ratios = new double[Pairs];
        for (int pair = 0; pair < Pairs; pair++)
        {
            // Who goes first changes, so that whatever is in favour of the second is in nobody's.
            bool isFirst = pair % 2 == 0;
            double first = Time(isFirst ? measured : yardstick, times);
            double second = Time(isFirst ? yardstick : measured, times);
            ratios[pair] = isFirst ? first / second : second / first;
        }

        return Rounds.Median(ratios);
    }

    private static double Time(Action<int> work, int times)
    {
        long begin = Now();
        work(times);
        return Math.Max(Now() - begin, 1);
    }

    private static long Now() => ThreadTime.IsSupported ? ThreadTime.Clock.GetTimestamp() : (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
}
