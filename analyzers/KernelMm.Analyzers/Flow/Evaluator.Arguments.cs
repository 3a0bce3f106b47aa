using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>What becomes of what a call is given, and of what it can reach.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What becomes of a value that is given to a parameter.</summary>
    private void Give(IInvocationOperation call, Given one)
    {
        var (argument, value, contract) = one;
        if (one.RefKind == RefKind.Ref && value.IsPointer)
        {
            UseOf(value, argument.Value, Use.PassedOn, nullIsFine: true);
            Escape(value, argument.Value);
        }
        else if (value.IsPointer && (contract & Contract.Consumes) != 0)
        {
            Release(value, call, argument.Value, (contract & Contract.ConsumesNullToo) != 0);
        }
        else if (value.IsPointer)
        {
            var testsIt = (contract & (Contract.MayFail | Contract.NotNullWhenTrue | Contract.NotNullWhenFalse | Contract.NoReturnIfNull)) != 0;
            UseOf(value, argument.Value, Use.PassedOn, nullIsFine: testsIt);
            if ((contract & Contract.Writes) == 0)
            {
                LookThrough(value.Index);
            }
        }
        else if (value.Kind == ValueKind.Unknown && (contract & Contract.Consumes) != 0)
        {
            ReleaseForeign(call, argument);
        }
        else if (value.Kind == ValueKind.Unmapped && (contract & Contract.Consumes) != 0)
        {
            Say(FindingKind.ReleasedUnmapped, value.Index, argument.Value, Use.Released);
        }
        else if (value.Kind == ValueKind.Null && (contract & (Contract.Consumes | Contract.ConsumesNullToo)) == Contract.Consumes)
        {
            var nothing = method.Site(call, argument.Parameter!.Ordinal, call.TargetMethod, isForeign: true);
            findings?.Add(Found(FindingKind.UsedUntested, nothing.Index, argument.Value, Use.Released) with { KnownNull = true });
        }

        if (value.IsPointer && (contract & Contract.Writes) != 0)
        {
            SayWritten(value.Index, argument.Value);
            SayEntryUnlooked(call, value.Index, argument.Value);
        }
        else if (value.Kind == ValueKind.Snapshot && !method.Contracts.Of(call.TargetMethod).Has(MethodTraits.Validates))
        {
            // Whoever is given the snapshot may well compare it with the slot.
            method.Locks.HandOn(value.Index);
        }

        if ((contract & Contract.Locks) != 0 && value.Kind != ValueKind.Lock)
        {
            method.Locks.SomeTakenBlindly = true;
        }

        if ((contract & Contract.NoReturnIfNull) != 0 && value.IsPointer && one.RefKind == RefKind.None)
        {
            Assume(Value.NullTest(value.Index, nullWhen: true), truth: false);
        }

        if ((contract & Contract.NoReturnIfTrue) != 0)
        {
            Assume(value, false);
        }
        else if ((contract & Contract.NoReturnIfFalse) != 0)
        {
            Assume(value, true);
        }
    }

    // Locals and parameters keep their values; what hangs off an object that the callee sees may not.
    private void ForgetWhatTheCalleeMayChange(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Type is { IsReferenceType: true })
            {
                ForgetMembers(argument.Value);
            }
        }

        ForgetMembers(call.Instance);
    }

    private void ForgetMembers(IOperation? owner)
    {
        if (Storage.Find(owner) is not { } place)
        {
            return;
        }

        foreach (var child in Storage.Locations.Children(place))
        {
            if (!IsReadOnly(Storage.Locations.Symbol(child)))
            {
                Forget(child);
            }
        }
    }

    private static bool IsReadOnly(ISymbol? member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly,
        IPropertySymbol property => property.IsReadOnly && property.ContainingType.IsReadOnly,
        _ => false,
    };
}
