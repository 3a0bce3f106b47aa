namespace KernelMm.Analyzers.Contracts;

/// <summary>What the attributes on a method itself say.</summary>
[Flags]
internal enum MethodTraits
{
    None = 0,
    DoesNotReturn = 1 << 0,
    Conditional = 1 << 1,
    Pure = 1 << 2,
}
