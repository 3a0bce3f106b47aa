using KernelMm.Locking;

namespace KernelMm;

/// <summary>
/// How many pages of each kind are resident, counted by each CPU for itself: faults of one address space on two CPUs do not take
/// turns at a word. In Linux: <c>rss_stat</c>, an array of <c>percpu_counter</c>.
/// </summary>
/// <param name="cpus">How many CPUs there are.</param>
internal sealed class RssCounters(int cpus)
{
    // What one CPU counts, in longs: no two CPUs' words may share a cache line, wherever the array lies.
    private const int Stride = 2 * PaddedWord.LineBytes / sizeof(long);

    private readonly long[] _counts = new long[(cpus + 1) * Stride];

    /// <summary>So many more, or less. Tasks may share a CPU, so it is one step.</summary>
    public void Add(int cpu, RssCounter counter, long pages) => Atomic.Add(ref _counts[Place(cpu, counter)], pages);

    /// <summary>The sum over all CPUs; exact when nobody counts meanwhile. In Linux: <c>percpu_counter_sum</c>.</summary>
    public long Sum(RssCounter counter)
    {
        long sum = 0;
        for (int cpu = 0; cpu < cpus; cpu++)
        {
            sum += Atomic.Read(ref _counts[Place(cpu, counter)]);
        }

        return sum;
    }

    private static int Place(int cpu, RssCounter counter) => (cpu * Stride) + (Stride / 2) + (int)counter;
}
