using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Contracts;

/// <summary>What the attributes on one method say: its return value, its parameters by ordinal, and itself.</summary>
internal sealed class MethodContract(Contract result, ImmutableArray<Contract> parameters, MethodTraits traits, MethodClaims claims)
{
    /// <summary>The contract of a method that says nothing. One instance, so that "no contract" is a reference comparison.</summary>
    public static readonly MethodContract Nothing = new(Contract.None, ImmutableArray<Contract>.Empty, MethodTraits.None, MethodClaims.None);

    private const Contract OwnershipFlags = Contract.ReturnsMapped | Contract.Consumes;

    private const MethodTraits WatchedTraits = MethodTraits.DerivesLock | MethodTraits.RetiredHelper | MethodTraits.ReadsSlot
        | MethodTraits.Detaches | MethodTraits.MovesResources;

    private const MethodTraits FamilyTraits = MethodTraits.ReadsSlot | MethodTraits.Detaches | MethodTraits.MovesResources | MethodTraits.FreesTable;

    private const Contract FamilyFlags =
        OwnershipFlags | Contract.MayFail | Contract.NeedsMapped | Contract.MappingLock | Contract.Locks | Contract.Unlocks;

    private readonly bool _takesSpare = parameters.Any(p => (p & Contract.SpareTable) != 0);

    public Contract Result { get; } = result;

    /// <summary>What it says of resources, steps and states.</summary>
    public MethodClaims Claims { get; } = claims;

    public bool DoesNotReturn => (traits & MethodTraits.DoesNotReturn) != 0;

    /// <summary>The call vanishes from some builds, so nothing that it says can be relied on.</summary>
    public bool IsConditional => (traits & MethodTraits.Conditional) != 0;

    /// <summary>Asking twice gives the same answer while the arguments stay the same.</summary>
    public bool IsPure => (traits & MethodTraits.Pure) != 0;

    /// <summary>Whether a call of the method makes its caller worth an analysis.</summary>
    public bool IsWatched => MovesOwnership || Has(WatchedTraits) || _takesSpare;

    /// <summary>Whether all that the method does is to stop where an argument says so.</summary>
    public bool IsAssertion { get; } =
        traits == MethodTraits.None && result == Contract.None && parameters.Any(p => (p & (Contract.NoReturnIfTrue | Contract.NoReturnIfFalse)) != 0);

    /// <summary>Whether the method makes or takes a mapping.</summary>
    public bool MovesOwnership { get; } =
        (result & OwnershipFlags) != 0 || parameters.Any(p => (p & OwnershipFlags) != 0);

    /// <summary>Whether one of this vocabulary's own attributes is present, as opposed to the framework's flow attributes.</summary>
    public bool IsOfTheFamily { get; } =
        result != Contract.None || (traits & FamilyTraits) != 0 || claims.Steps != 0 || parameters.Any(p => (p & FamilyFlags) != 0);

    public bool Has(MethodTraits trait) => (traits & trait) != 0;

    /// <summary>What it says of the parameter that this argument is given to.</summary>
    public Contract Parameter(IArgumentOperation argument) => parameters.IsEmpty ? Contract.None : Parameter(argument.Parameter?.Ordinal ?? -1);

    public Contract Parameter(int ordinal) =>
        ordinal >= 0 && ordinal < parameters.Length ? parameters[ordinal] : Contract.None;
}
