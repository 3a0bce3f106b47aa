using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    /// <summary>What comes out of a call: new mappings, their locks, and answers that say something about them.</summary>
    private Value Take(SurveyedCall surveyed, Given[] given, Value condition)
    {
        var (call, contract) = (surveyed.Operation, surveyed.Contract);
        if (contract.DoesNotReturn)
        {
            path.Kill();
            return Value.Unknown;
        }

        var made = MapAll(call, contract, given);
        foreach (var one in given)
        {
            if (one.RefKind is RefKind.Out or RefKind.Ref)
            {
                Store(one.Argument.Value, OutValue(one.Contract, one.Ordinal, made, one.Argument));
            }
        }

        if (contract.Has(MethodTraits.ReadsSlot))
        {
            return ReadSlot(call, contract);
        }

        if (contract.Has(MethodTraits.Detaches))
        {
            return Detach(call, contract);
        }

        if (contract.Claims.NamedLock is not null)
        {
            return Value.NamedLock(Stranger(call));
        }

        if ((contract.Result & Contract.MayExceedTable) != 0)
        {
            return Value.PageCount;
        }

        return MadeFor(-1, made)
            ?? (IsKinOfMaps(surveyed) ? Value.Unmapped(Stranger(call)) : Answer(contract, given, made, condition));
    }

    // The mappings that a call makes, each with the ordinal of the parameter that receives it; -1 is the result.
    private (int Ordinal, Value Mapping)[] MapAll(IInvocationOperation call, MethodContract contract, Given[] given)
    {
        (int, Value)[] made = (contract.Result & Contract.ReturnsMapped) != 0 ? [(-1, Map(call, -1, contract.Result))] : [];
        foreach (var one in given)
        {
            if ((one.Contract & Contract.ReturnsMapped) != 0 && one.IsOut)
            {
                var mapping = Map(call, one.Ordinal, one.Contract);
                made = [.. made, (one.Ordinal, mapping)];
                Name(mapping, one.Argument.Value);
            }
        }

        return made;
    }

    private static Value? MadeFor(int ordinal, (int Ordinal, Value Mapping)[] made)
    {
        foreach (var one in made)
        {
            if (one.Ordinal == ordinal)
            {
                return one.Mapping;
            }
        }

        return null;
    }

    private Value OutValue(Contract contract, int ordinal, (int Ordinal, Value Mapping)[] made, IArgumentOperation argument)
    {
        if (MadeFor(ordinal, made) is { } mapping)
        {
            return mapping;
        }

        if ((contract & Contract.Snapshot) != 0 && made.Length > 0)
        {
            return Value.Snapshot(made[0].Mapping.Index);
        }

        if ((contract & Contract.MappingLock) == 0 || made.Length == 0)
        {
            return Value.Unknown;
        }

        var site = made[0].Mapping.Index;
        method.Sites[site].LockName ??= NameOf(Storage.Meant(argument.Value).Syntax);
        method.Sites[site].LockIsOnlyNamed |= (contract & Contract.MappingLockHeld) == 0;
        if ((contract & Contract.MappingLockHeld) != 0)
        {
            path.SetSite(site, path.Site(site) with { Lock = LockStatus.Held });
            method.Sites[site].TakesLock = true;
        }

        return Value.Lock(site);
    }

    private Value Answer(MethodContract contract, Given[] given, (int Ordinal, Value Mapping)[] made, Value condition)
    {
        foreach (var one in given)
        {
            var parameter = one.Contract;
            if (parameter == Contract.None)
            {
                continue;
            }

            var about = MadeFor(one.Ordinal, made) ?? one.Value;
            if (about.IsPointer && (parameter & (Contract.NotNullWhenTrue | Contract.NotNullWhenFalse)) != 0)
            {
                return Value.NullTest(about.Index, nullWhen: (parameter & Contract.NotNullWhenFalse) != 0);
            }

            if (about.Kind == ValueKind.Lock && (parameter & Contract.Locks) != 0)
            {
                return Value.LockTest(about.Index, heldWhen: true);
            }
        }

        return contract.Has(MethodTraits.Validates) ? Validation(given, contract) : condition;
    }

    // A family's own method that makes the pointer of its maps and does not say that it maps: pte_offset_kernel.
    private bool IsKinOfMaps(SurveyedCall call) => call.IsKinOfMaps ??=
        call.Operation.TargetMethod is { ReturnsVoid: false } target && method.Contracts.HasMapsTo(target.ContainingType, target.ReturnType);
}
