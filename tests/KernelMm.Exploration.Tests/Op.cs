namespace KernelMm.Exploration.Tests;

/// <summary>One operation of a small program.</summary>
internal readonly record struct Op(SharedOperation Operation, int Target)
{
    public override string ToString() => $"{Operation}{Target}";
}
