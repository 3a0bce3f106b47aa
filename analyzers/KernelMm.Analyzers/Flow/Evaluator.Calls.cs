using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using KernelMm.Analyzers.Contracts;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private Value VisitCall(IInvocationOperation call)
    {
        var contract = method.Contracts.Of(call.TargetMethod);
        if (contract.IsConditional)
        {
            // The call is not there in a Release build: what it is given may be wrong, but nothing follows from it.
            var aside = new Evaluator(method, path.Copy(), findings);
            foreach (var argument in call.Arguments)
            {
                aside.Visit(argument.Value);
            }

            return Value.Unknown;
        }

        VisitReceiver(call);
        var given = call.Arguments.Select(a => (Argument: a, Value: IsOut(a) ? Value.Unknown : Visit(a.Value))).ToArray();
        if (path.IsDead)
        {
            return Value.Unknown;
        }

        var condition = ConditionOf(call);
        foreach (var (argument, value) in given)
        {
            Give(call, argument, value, contract.Parameter(argument.Parameter?.Ordinal ?? -1));
        }

        if (!contract.IsOfTheFamily && !contract.IsPure)
        {
            ForgetWhatTheCalleeMayChange(call);
        }

        return Take(call, contract, given, condition);
    }

    private static bool IsOut(IArgumentOperation argument) => argument.Parameter?.RefKind == RefKind.Out;

    private void VisitReceiver(IInvocationOperation call)
    {
        var receiver = Visit(call.Instance);
        if (!receiver.IsPointer)
        {
            return;
        }

        if (call.TargetMethod is { Name: nameof(IDisposable.Dispose), Parameters.Length: 0 })
        {
            // What a using statement ends; it does not mind null.
            Release(receiver, call, call.Instance!, allowsNull: true);
        }
        else
        {
            UseOf(receiver, call.Instance!, Use.Dereferenced);
        }
    }

    /// <summary>What becomes of a value that is given to a parameter.</summary>
    private void Give(IInvocationOperation call, IArgumentOperation argument, Value value, Contract contract)
    {
        if (argument.Parameter?.RefKind is RefKind.Ref && value.IsPointer)
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
            var testsIt = (contract & (Contract.MayFail | Contract.NotNullWhenTrue | Contract.NotNullWhenFalse)) != 0;
            UseOf(value, argument.Value, Use.PassedOn, nullIsFine: testsIt);
        }
        else if (value.Kind == ValueKind.Unknown && (contract & Contract.Consumes) != 0)
        {
            ReleaseForeign(call, argument);
        }

        if (value.Kind == ValueKind.Lock)
        {
            GiveLock(call, value.Index, contract);
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

    private void GiveLock(IInvocationOperation call, int site, Contract contract)
    {
        var state = path.Site(site);
        if (state.Lock == LockStatus.Escaped)
        {
            return;
        }

        if ((contract & Contract.Locks) != 0)
        {
            var asked = call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean;
            path.SetSite(site, state with { Lock = asked ? LockStatus.MaybeHeld : LockStatus.Held });
        }
        else if ((contract & Contract.Unlocks) != 0)
        {
            path.SetSite(site, state with { Lock = LockStatus.NotHeld });
        }
    }

    /// <summary>What comes out of a call: new mappings, their locks, and answers that say something about them.</summary>
    private Value Take(IInvocationOperation call, MethodContract contract, (IArgumentOperation Argument, Value Value)[] given, Value condition)
    {
        if (contract.DoesNotReturn)
        {
            path.Kill();
            return Value.Unknown;
        }

        var made = new Dictionary<int, Value>();
        if ((contract.Result & Contract.ReturnsMapped) != 0)
        {
            made[-1] = Map(call, -1, contract.Result);
        }

        foreach (var (argument, _) in given.Where(g => IsOut(g.Argument)))
        {
            var ordinal = argument.Parameter!.Ordinal;
            var parameter = contract.Parameter(ordinal);
            if ((parameter & Contract.ReturnsMapped) != 0)
            {
                made[ordinal] = Map(call, ordinal, parameter);
                Name(made[ordinal], argument.Value);
            }
        }

        foreach (var (argument, value) in given)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
            {
                Store(argument.Value, OutValue(contract.Parameter(parameter.Ordinal), parameter.Ordinal, made, argument));
            }
        }

        return made.TryGetValue(-1, out var result) ? result : Answer(contract, given, made, condition);
    }

    private Value OutValue(Contract contract, int ordinal, Dictionary<int, Value> made, IArgumentOperation argument)
    {
        if (made.TryGetValue(ordinal, out var mapping))
        {
            return mapping;
        }

        if ((contract & Contract.MappingLock) == 0 || made.Count == 0)
        {
            return Value.Unknown;
        }

        var site = made.Values.First().Index;
        method.Sites[site].LockName ??= NameOf(Storage.Meant(argument.Value).Syntax);
        if ((contract & Contract.MappingLockHeld) != 0)
        {
            path.SetSite(site, path.Site(site) with { Lock = LockStatus.Held });
        }

        return Value.Lock(site);
    }

    private static Value Answer(
        MethodContract contract, (IArgumentOperation Argument, Value Value)[] given, Dictionary<int, Value> made, Value condition)
    {
        foreach (var (argument, value) in given)
        {
            var ordinal = argument.Parameter?.Ordinal ?? -1;
            var parameter = contract.Parameter(ordinal);
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

        return condition;
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
