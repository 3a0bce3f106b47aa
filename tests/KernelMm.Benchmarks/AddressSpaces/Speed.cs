using System.Diagnostics;
using System.Globalization;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>Each operation on the core and on the machine's kernel in turn, by one thread and by two; medians and ratios, with their goals.</summary>
internal static class Speed
{
    /// <summary>1 GiB: far more than the caches hold.</summary>
    public const ulong DefaultPages = 1UL << 18;

    private const int MostThreads = 2;

    private const double TwoThreadsGoal = 1.7;

    // For each round of the others.
    private const int RoundsOfShort = 5;

    /// <summary>How many pages an operation is made warm on.</summary>
    public const ulong WarmUpPages = 1UL << 14;

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);

    /// <summary>Measures everything so many times over.</summary>
    public static void Measure(TextWriter output, int rounds, ulong pages)
    {
        using KernelRun? kernel = KernelRun.TryCompile(out string problem);
        using var core = new CoreRun(Operation.All.Max(operation => CoreRun.MemoryFor(operation, pages)), MostThreads);
        output.WriteLine(kernel is null ? problem : $"Beside {KernelRun.Describe()}; {pages} pages, {rounds} rounds, medians.");
        output.WriteLine($"{"operation",-10} {"threads",7} {"core ns",9} {"kernel ns",10} {"ratio",7} {"goal",6} {"",7} {"goal ns",8} {"",7} {"bytes/page",11}");
        foreach (Operation operation in Operation.All)
        {
            for (int threads = 1; threads <= MostThreads; threads++)
            {
                Row(output, operation, (core, kernel), threads, rounds, pages);
            }
        }

        double zeroing = Rounds.Median([.. Enumerable.Range(0, rounds).Select(_ => Zeroing.Measure(pages)).Order()]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"zeroing such memory through the caches, and nothing else: {zeroing:F1} ns a page"));
        WriteSpeedup(output, (core, kernel), rounds, pages);
    }

    /// <summary>Runs an operation until the JIT is done: it gets to its best in the background and in steps, each some time after the last thing that was new to it.</summary>
    public static void WarmUp(CoreRun core, Operation operation, int threads)
    {
        long began = Stopwatch.GetTimestamp();
        do
        {
            _ = core.Measure(operation, threads, WarmUpPages);
        }
        while (Stopwatch.GetElapsedTime(began) < WarmUpTime);
    }

    private static void Row(TextWriter output, Operation operation, (CoreRun Core, KernelRun? Kernel) both, int threads, int rounds, ulong pages)
    {
        WarmUp(both.Core, operation, threads);
        List<Measurement> cores = [];
        List<double> kernels = [];
        int times = operation.IsShort ? rounds * RoundsOfShort : rounds;
        for (int round = 0; round < times; round++)
        {
            cores.Add(both.Core.Measure(operation, threads, pages));
            if (both.Kernel is { } kernel)
            {
                kernels.Add(kernel.Measure(operation, threads, pages));
            }
        }

        double ours = Rounds.Median([.. cores.Select(m => m.Nanoseconds).Order()]);
        double theirs = kernels.Count == 0 ? double.NaN : Rounds.Median([.. kernels.Order()]);
        string limit = operation.Nanoseconds?.ToString("0", CultureInfo.InvariantCulture) ?? "-";
        string inTime = operation.Nanoseconds is { } most && threads == 1 ? Verdict(ours <= most) : string.Empty;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{operation.Name,-10} {threads,7} {ours,9:F1} {theirs,10:F1} {ours / theirs,7:F2} {operation.OfKernel,6:F1} {Verdict(ours / theirs <= operation.OfKernel),7} {limit,8} {inTime,7} {cores.Max(m => m.AllocatedBytes),11:F3}"));
    }

    // What the kernel gains by a second thread is what can be gained here.
    private static void WriteSpeedup(TextWriter output, (CoreRun Core, KernelRun? Kernel) both, int rounds, ulong pages)
    {
        Operation fault = Operation.All.Single(operation => operation.Name == "fault");
        double ours = Speedup(rounds, threads => both.Core.Measure(fault, threads, pages).Nanoseconds);
        string theirs = both.Kernel is { } kernel
            ? string.Create(CultureInfo.InvariantCulture, $"; the kernel's two, {Speedup(rounds, threads => kernel.Measure(fault, threads, pages)):F2} times its one")
            : string.Empty;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"two threads that fault in one address space: {ours:F2} times one (goal {TwoThreadsGoal}, {Verdict(ours >= TwoThreadsGoal)}){theirs}"));
    }

    // In turn, as what else the host does changes within seconds.
    private static double Speedup(int rounds, Func<int, double> nanoseconds) =>
        Rounds.Median([.. Enumerable.Range(0, rounds).Select(_ => nanoseconds(1) / nanoseconds(2)).Order()]);

    private static string Verdict(bool isMet) => isMet ? "met" : "missed";
}
