using KernelMm.Contracts;

namespace KernelMm.Benchmarks;

/// <summary>
/// What all benchmarks of this process share. They run in this process, so the tables are built and the C side is compiled
/// once, before anything is timed.
/// </summary>
public sealed class Fixture
{
    public const int Entries = 1 << 20;
    public const int Translations = 5_000_000;

    private static readonly Lazy<Fixture> Only = new(() => new());

    public static Fixture Shared => Only.Value;

    public AddressSpace Dense { get; } = AddressSpace.Dense();

    public AddressSpace Sparse { get; } = AddressSpace.Sparse();

    /// <summary>Random addresses of the dense space, byte offsets included.</summary>
    public ReadOnlySpan<VirtualAddress> Addresses => _addresses;

    /// <summary>The C side, or null where this machine cannot compile it.</summary>
    public Baseline? Baseline { get; }

    /// <summary>Why there is no C side; empty where there is one.</summary>
    public string BaselineProblem { get; }

    private readonly VirtualAddress[] _addresses;

    private Fixture()
    {
        Baseline = Baseline.TryCompile(out string problem);
        BaselineProblem = problem;
        var random = new Random(2);
        _addresses = new VirtualAddress[Translations];
        foreach (ref VirtualAddress address in _addresses.AsSpan())
        {
            address = Dense.Start + new ByteCount((ulong)random.NextInt64((long)(Dense.End - Dense.Start).Value));
        }
    }
}
