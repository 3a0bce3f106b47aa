namespace KernelMm.Analyzers.Flow;

/// <summary>The states in which one mapping arrives at one exit. A fix may only put there what is right for all of them.</summary>
[Flags]
internal enum Arrivals
{
    None = 0,
    OwingMapping = 1 << 0,
    OwingLock = 1 << 1,
    OwingBoth = 1 << 2,

    /// <summary>Owed where it is not null, which nobody has asked.</summary>
    OwingIfMapped = 1 << 3,
    Null = 1 << 4,

    /// <summary>Released, handed over, or never mapped.</summary>
    OwingNothing = 1 << 5,
}
