using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>What a call is given.</summary>
/// <param name="Argument">The argument.</param>
/// <param name="Value">What is known of its value; nothing, where the call only puts something there.</param>
/// <param name="Contract">What the call's contract says of the parameter.</param>
/// <param name="RefKind">How it is passed.</param>
/// <param name="Ordinal">The parameter's; -1 where it is given to none.</param>
internal readonly record struct Given(IArgumentOperation Argument, Value Value, Contract Contract, RefKind RefKind, int Ordinal)
{
    public bool IsOut => RefKind == RefKind.Out;

    public void Deconstruct(out IArgumentOperation argument, out Value value, out Contract contract) =>
        (argument, value, contract) = (Argument, Value, Contract);
}
