using System.Diagnostics;
using System.Globalization;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>Each operation on the core and on the machine's kernel in turn, by one thread and by two; medians and ratios, with their goals.</summary>
internal static class Speed
{
    /// <summary>1 GiB: far more than the caches hold.</summary>
    public const ulong DefaultPages = 1UL << 18;

    private const double TwoThreadsGoal = 1.7;

    private const ulong WarmUpPages = 1UL << 14;

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);

    /// <summary>Measures everything so many times over.</summary>
    public static void Measure(TextWriter output, int rounds, ulong pages)
    {
        using KernelRun? kernel = KernelRun.TryCompile(out string problem);
        output.WriteLine(kernel is null ? problem : $"Beside {KernelRun.Describe()}; {pages} pages, {rounds} rounds, medians.");
        output.WriteLine($"{"operation",-10} {"threads",7} {"core ns",9} {"kernel ns",10} {"ratio",7} {"goal",6} {"",7} {"goal ns",8} {"",7} {"bytes/page",11}");
        foreach (Operation operation in Operation.All)
        {
            foreach (int threads in (int[])[1, 2])
            {
                Row(output, operation, kernel, threads, rounds, pages);
            }
        }

        double zeroing = Rounds.Median([.. Enumerable.Range(0, rounds).Select(_ => Zeroing.Measure(pages)).Order()]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"zeroing such memory through the caches, and nothing else: {zeroing:F1} ns a page"));
        double speedup = Rounds.Median([.. Enumerable.Range(0, rounds).Select(_ => Speedup(pages)).Order()]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"two threads that fault in one address space: {speedup:F2} times one (goal {TwoThreadsGoal}, {Verdict(speedup >= TwoThreadsGoal)})"));
    }

    /// <summary>Runs an operation until the JIT is done: it gets to its best in the background and in steps, each some time after the last thing that was new to it.</summary>
    public static void WarmUp(Operation operation, int threads)
    {
        long began = Stopwatch.GetTimestamp();
        do
        {
            _ = CoreRun.Measure(operation, threads, WarmUpPages);
        }
        while (Stopwatch.GetElapsedTime(began) < WarmUpTime);
    }

    private static void Row(TextWriter output, Operation operation, KernelRun? kernel, int threads, int rounds, ulong pages)
    {
        WarmUp(operation, threads);
        List<Measurement> core = [];
        List<double> kernels = [];
        for (int round = 0; round < rounds; round++)
        {
            core.Add(CoreRun.Measure(operation, threads, pages));
            if (kernel is not null)
            {
                kernels.Add(kernel.Measure(operation, threads, pages));
            }
        }

        double ours = Rounds.Median([.. core.Select(m => m.Nanoseconds).Order()]);
        double theirs = kernels.Count == 0 ? double.NaN : Rounds.Median([.. kernels.Order()]);
        string limit = operation.Nanoseconds?.ToString("0", CultureInfo.InvariantCulture) ?? "-";
        string inTime = operation.Nanoseconds is { } most && threads == 1 ? Verdict(ours <= most) : string.Empty;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{operation.Name,-10} {threads,7} {ours,9:F1} {theirs,10:F1} {ours / theirs,7:F2} {operation.OfKernel,6:F1} {Verdict(ours / theirs <= operation.OfKernel),7} {limit,8} {inTime,7} {core.Max(m => m.AllocatedBytes),11:F3}"));
    }

    // In turn, as what else the host does changes within seconds.
    private static double Speedup(ulong pages)
    {
        Operation fault = Operation.All.Single(operation => operation.Name == "fault");
        return CoreRun.Measure(fault, 1, pages).Nanoseconds / CoreRun.Measure(fault, 2, pages).Nanoseconds;
    }

    private static string Verdict(bool isMet) => isMet ? "met" : "missed";
}
