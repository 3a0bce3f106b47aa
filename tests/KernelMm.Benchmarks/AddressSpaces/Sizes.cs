using System.Globalization;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>Each operation by one thread on more and more pages: whether the cost of one depends on how many there are.</summary>
internal static class Sizes
{
    private const ulong Fewest = 1024;

    private const int SampleCount = 3;

    // Of few pages the clock, and whatever else the machine does, would be all of it.
    private const ulong PagesForASample = 1UL << 16;

    /// <summary>Measures them.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="most">The largest number of pages.</param>
    public static void Measure(TextWriter output, ulong most)
    {
        output.WriteLine($"Nanoseconds for each page, by one thread; {SampleCount} rounds, medians.");
        output.WriteLine($"{"pages",9} {string.Join(' ', Operation.All.Select(operation => $"{operation.Name,9}"))}");
        WarmUp();

        for (ulong pages = Fewest; pages <= most; pages *= 4)
        {
            output.WriteLine($"{pages,9} {string.Join(' ', Operation.All.Select(operation => $"{Cell(operation, pages),9}"))}");
        }
    }

    private static void WarmUp()
    {
        using var core = new CoreRun(Operation.All.Max(operation => CoreRun.MemoryFor(operation, Speed.WarmUpPages)), cpus: 1);
        foreach (Operation operation in Operation.All)
        {
            Speed.WarmUp(core, operation, 1);
        }
    }

    private static string Cell(Operation operation, ulong pages)
    {
        if (CoreRun.MemoryFor(operation, pages) > (ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        {
            return "no memory";
        }

        using var core = new CoreRun(CoreRun.MemoryFor(operation, pages), cpus: 1);
        double[] samples = [.. Enumerable.Range(0, SampleCount).Select(_ => Sample(core, operation, pages)).Order()];
        return Rounds.Median(samples).ToString("F1", CultureInfo.InvariantCulture);
    }

    private static double Sample(CoreRun core, Operation operation, ulong pages)
    {
        int laps = (int)Math.Max(1, PagesForASample / pages);
        return Enumerable.Range(0, laps).Average(_ => core.Measure(operation, 1, pages).Nanoseconds);
    }
}
