using BenchmarkDotNet.Attributes;
using KernelMm.Contracts;

namespace KernelMm.Benchmarks;

/// <summary>A lock that nobody else wants, taken and given back; times are per pair.</summary>
public class UncontendedLocks
{
    private const int Pairs = 10_000;

    private static readonly Machine Shared = new(new ByteCount(1 << 20));
    private readonly Mm _mm;
    private readonly SpinlockPtr _spinlock;
    private SpinLock _dotNet = new(enableThreadOwnerTracking: false);
    private SpinLock _dotNetWithOwner = new(enableThreadOwnerTracking: true);

    public UncontendedLocks()
    {
        _mm = Mm.Alloc(Shared) ?? throw new InvalidOperationException("No memory.");
        _spinlock = _mm.PtlockPtr(_mm.Root);
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void Spinlock()
    {
        Mm mm = _mm;
        SpinlockPtr spinlock = _spinlock;
        for (int pair = 0; pair < Pairs; pair++)
        {
            mm.SpinLock(spinlock);
            mm.SpinUnlock(spinlock);
        }
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void DotNetSpinLock()
    {
        for (int pair = 0; pair < Pairs; pair++)
        {
            bool isTaken = false;
            _dotNet.Enter(ref isTaken);
            _dotNet.Exit();
        }
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void DotNetSpinLockWithOwner()
    {
        for (int pair = 0; pair < Pairs; pair++)
        {
            bool isTaken = false;
            _dotNetWithOwner.Enter(ref isTaken);
            _dotNetWithOwner.Exit();
        }
    }
}
