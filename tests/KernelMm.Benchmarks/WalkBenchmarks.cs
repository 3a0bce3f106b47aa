using BenchmarkDotNet.Attributes;

namespace KernelMm.Benchmarks;

/// <summary>Every way to count the present and the dirty entries of one address space; times are per present entry.</summary>
public abstract class WalkBenchmarks(AddressSpace space)
{
    private readonly Baseline? _baseline = Fixture.Shared.Baseline;

    [Benchmark(OperationsPerInvoke = Fixture.Entries), BenchmarkCategory(Categories.C)]
    public Counts CCallback() => _baseline!.WalkCallback(space);

    [Benchmark(OperationsPerInvoke = Fixture.Entries), BenchmarkCategory(Categories.C)]
    public Counts CCallbackBranchFree() => _baseline!.WalkCallbackBranchFree(space);

    [Benchmark(OperationsPerInvoke = Fixture.Entries), BenchmarkCategory(Categories.C)]
    public Counts CInlined() => _baseline!.WalkInlined(space);

    [Benchmark(OperationsPerInvoke = Fixture.Entries)]
    public Counts Entries() => Workloads.WalkEntries(space);

    [Benchmark(OperationsPerInvoke = Fixture.Entries)]
    public Counts Runs() => Workloads.WalkRuns(space);

    [Benchmark(OperationsPerInvoke = Fixture.Entries)]
    public ulong Limit() => Workloads.Sum(space);
}

/// <inheritdoc/>
public class DenseWalk() : WalkBenchmarks(Fixture.Shared.Dense);

/// <inheritdoc/>
public class SparseWalk() : WalkBenchmarks(Fixture.Shared.Sparse);
