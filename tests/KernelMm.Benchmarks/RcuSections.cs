using BenchmarkDotNet.Attributes;
using KernelMm.Contracts;

namespace KernelMm.Benchmarks;

/// <summary>A read-side RCU section, entered and left, against plain changes of a word that others may read; times are per section.</summary>
public class RcuSections
{
    private const int Sections = 10_000;

    private static readonly Machine Shared = new(new ByteCount(1 << 20));
    private readonly Mm _mm;
    private ulong _word;

    public RcuSections() => _mm = Mm.Alloc(Shared) ?? throw new InvalidOperationException("No memory.");

    [Benchmark(OperationsPerInvoke = Sections)]
    public void Section()
    {
        Mm mm = _mm;
        for (int section = 0; section < Sections; section++)
        {
            mm.RcuReadLock();
            mm.RcuReadUnlock();
        }
    }

    [Benchmark(OperationsPerInvoke = Sections)]
    public void Increment()
    {
        for (int section = 0; section < Sections; section++)
        {
            Volatile.Write(ref _word, Volatile.Read(ref _word) + 1);
        }
    }

    [Benchmark(OperationsPerInvoke = Sections)]
    public void IncrementAndDecrement()
    {
        for (int section = 0; section < Sections; section++)
        {
            Volatile.Write(ref _word, Volatile.Read(ref _word) + 1);
            Volatile.Write(ref _word, Volatile.Read(ref _word) - 1);
        }
    }
}
