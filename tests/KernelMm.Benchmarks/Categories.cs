namespace KernelMm.Benchmarks;

/// <summary>What a benchmark needs of the machine.</summary>
internal static class Categories
{
    /// <summary>The C side.</summary>
    public const string C = nameof(C);
}
