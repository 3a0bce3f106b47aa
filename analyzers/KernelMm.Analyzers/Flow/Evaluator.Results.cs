using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private static readonly Dictionary<int, Value> Nothing = [];

    /// <summary>What comes out of a call: new mappings, their locks, and answers that say something about them.</summary>
    private Value Take(IInvocationOperation call, MethodContract contract, Given[] given, Value condition)
    {
        if (contract.DoesNotReturn)
        {
            path.Kill();
            return Value.Unknown;
        }

        var made = MapAll(call, contract, given);
        foreach (var (argument, _, parameter) in given)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref, Ordinal: var ordinal })
            {
                Store(argument.Value, OutValue(parameter, ordinal, made, argument));
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

        return made.TryGetValue(-1, out var result) ? result
            : IsKinOfMaps(call.TargetMethod) ? Value.Unmapped(Stranger(call))
            : Answer(contract, given, made, condition);
    }

    // The mappings that a call makes, by the ordinal of the parameter that receives them; -1 is the result.
    private Dictionary<int, Value> MapAll(IInvocationOperation call, MethodContract contract, Given[] given)
    {
        var made = Nothing;
        if ((contract.Result & Contract.ReturnsMapped) != 0)
        {
            made = new() { [-1] = Map(call, -1, contract.Result) };
        }

        foreach (var (argument, _, parameter) in given)
        {
            if ((parameter & Contract.ReturnsMapped) != 0 && IsOut(argument))
            {
                var mapping = Map(call, argument.Parameter!.Ordinal, parameter);
                made = made == Nothing ? [] : made;
                made[argument.Parameter.Ordinal] = mapping;
                Name(mapping, argument.Value);
            }
        }

        return made;
    }

    private Value OutValue(Contract contract, int ordinal, Dictionary<int, Value> made, IArgumentOperation argument)
    {
        if (made.TryGetValue(ordinal, out var mapping))
        {
            return mapping;
        }

        if ((contract & Contract.Snapshot) != 0 && made.Count > 0)
        {
            return Value.Snapshot(made.Values.First().Index);
        }

        if ((contract & Contract.MappingLock) == 0 || made.Count == 0)
        {
            return Value.Unknown;
        }

        var site = made.Values.First().Index;
        method.Sites[site].LockName ??= NameOf(Storage.Meant(argument.Value).Syntax);
        method.Sites[site].LockIsOnlyNamed |= (contract & Contract.MappingLockHeld) == 0;
        if ((contract & Contract.MappingLockHeld) != 0)
        {
            path.SetSite(site, path.Site(site) with { Lock = LockStatus.Held });
            method.Sites[site].TakesLock = true;
        }

        return Value.Lock(site);
    }

    private Value Answer(
        MethodContract contract, Given[] given, Dictionary<int, Value> made, Value condition)
    {
        foreach (var (argument, value, parameter) in given)
        {
            if (parameter == Contract.None)
            {
                continue;
            }

            var ordinal = argument.Parameter?.Ordinal ?? -1;
            var about = made.TryGetValue(ordinal, out var mapping) ? mapping : value;
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
    private bool IsKinOfMaps(IMethodSymbol target) =>
        !target.ReturnsVoid && method.Contracts.HasMapsTo(target.ContainingType, target.ReturnType);
}
