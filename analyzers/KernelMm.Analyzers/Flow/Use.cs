namespace KernelMm.Analyzers.Flow;

/// <summary>How a mapping is used.</summary>
internal enum Use
{
    None,
    PassedOn,
    Dereferenced,
    Advanced,
    Returned,
    Released,
    Stored,
    Yielded,
}
