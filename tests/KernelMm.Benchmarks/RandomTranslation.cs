using BenchmarkDotNet.Attributes;

namespace KernelMm.Benchmarks;

/// <summary>Random addresses to physical addresses and rights; times are per address.</summary>
public class RandomTranslation
{
    [Benchmark(OperationsPerInvoke = Fixture.Translations), BenchmarkCategory(Categories.C)]
    public ulong C() => Fixture.Shared.Baseline!.TranslateAll(Fixture.Shared.Dense, Fixture.Shared.Addresses);

    [Benchmark(OperationsPerInvoke = Fixture.Translations)]
    public ulong Translate() => Workloads.TranslateAll(Fixture.Shared.Dense, Fixture.Shared.Addresses);
}
