using System.Collections.Immutable;
using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>A call of the method that is looked at, and what every path that comes to it would have to ask anew.</summary>
internal sealed class SurveyedCall
{
    public SurveyedCall(IInvocationOperation operation, MethodContract contract, int block)
    {
        Operation = operation;
        Contract = contract;
        Block = block;
        Arguments = operation.Arguments;
        Parameters = Arguments.IsEmpty ? [] : new (Contract, RefKind, int)[Arguments.Length];
        for (var i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] = Arguments[i].Parameter is { } parameter
                ? (contract.Parameter(parameter.Ordinal), parameter.RefKind, parameter.Ordinal)
                : (Contracts.Contract.None, RefKind.None, -1);
        }
    }

    public IInvocationOperation Operation { get; }

    /// <summary>What the contract of its target says.</summary>
    public MethodContract Contract { get; }

    /// <summary>The block of the graph that it stands in.</summary>
    public int Block { get; }

    public ImmutableArray<IArgumentOperation> Arguments { get; }

    /// <summary>Of each argument, what is said of the parameter that it is given to, how it is passed, and which parameter that is.</summary>
    public (Contract Contract, RefKind RefKind, int Ordinal)[] Parameters { get; }

    /// <summary>Whether the target's own type maps to what it returns; null until somebody wants to know.</summary>
    public bool? IsKinOfMaps { get; set; }

    /// <summary>Where it begins in the source.</summary>
    public int Start => Operation.Syntax.SpanStart;

    public bool Has(MethodTraits trait) => Contract.Has(trait);
}
