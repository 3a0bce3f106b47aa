using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>A call of the method that is looked at.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Contract">What the contract of its target says.</param>
/// <param name="Block">The block of the graph that it stands in.</param>
internal readonly record struct SurveyedCall(IInvocationOperation Operation, MethodContract Contract, int Block)
{
    /// <summary>Where it begins in the source.</summary>
    public int Start => Operation.Syntax.SpanStart;

    public bool Has(MethodTraits trait) => Contract.Has(trait);
}
