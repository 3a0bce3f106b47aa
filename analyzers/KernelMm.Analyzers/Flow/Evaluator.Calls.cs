using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private Value VisitCall(IInvocationOperation call)
    {
        var surveyed = method.Call(call);
        var contract = surveyed.Contract;
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

        if (IsEquality(call, contract))
        {
            return Compare(call, Visit(call.Instance), Visit(call.Arguments[0].Value), equalWhen: true);
        }

        VisitReceiver(call, contract);
        var given = VisitArguments(surveyed);
        if (path.IsDead)
        {
            return Value.Unknown;
        }

        var condition = ConditionOf(call);
        var about = AskOfCall(call, contract, given);
        var isDoomed = IsDoomed(given);
        SayOfTheCall(call, contract);
        foreach (var one in given)
        {
            if (one.Value.Kind == ValueKind.Lock)
            {
                GiveLock(call, one, given, isDoomed);
            }

            Give(call, one);
        }

        if (contract.Has(MethodTraits.MaySleep))
        {
            SaySleeps(call);
        }

        if (!contract.IsOfTheFamily && !contract.IsPure)
        {
            ForgetWhatTheCalleeMayChange(call);
        }

        MoveTables(call, contract, given);
        NoteProgress(call, contract);
        var acquired = contract.Has(MethodTraits.MovesResources) ? MoveResources(call, call.TargetMethod, contract, method.Operands(call)) : Value.Unknown;
        var taken = Take(surveyed, given, condition);
        return acquired.IsTest ? acquired : about.Kind != ValueKind.Unknown && taken.Kind == ValueKind.Unknown ? about : taken;
    }

    // What the operator == asks, asked by the method that .NET has for it. Of a reference it would be a use: null has no methods.
    private static bool IsEquality(IInvocationOperation call, MethodContract contract) =>
        call is { TargetMethod: { Name: nameof(Equals), IsStatic: false, Parameters.Length: 1 }, Instance.Type.IsValueType: true } && !contract.IsOfTheFamily;

    private Given[] VisitArguments(SurveyedCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Length == 0)
        {
            return [];
        }

        var given = new Given[parameters.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var argument = call.Arguments[i];
            var (contract, kind, ordinal) = parameters[i];
            given[i] = new Given(argument, kind == RefKind.Out ? Value.Unknown : Visit(argument.Value), contract, kind, ordinal);
        }

        return given;
    }

    // What it takes over is not known to be there, so that nothing else can be said of what it is given.
    private bool IsDoomed(Given[] given)
    {
        foreach (var (_, value, contract) in given)
        {
            if (value.IsPointer && (contract & Contract.Consumes) != 0 && path.Site(value.Index).Status is not MappingStatus.Mapped)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What a call asks of slots and what it does to them. A trylock of a lock that a call has named answers whether it was taken;
    /// what is made of a detached table stands for it.
    /// </summary>
    private Value AskOfCall(IInvocationOperation call, MethodContract contract, Given[] given)
    {
        var about = Value.Unknown;
        NoteLap(call);
        if (!MethodFlow.IsQuestion(call.TargetMethod, contract))
        {
            EndDecisions();
        }

        foreach (var (argument, value, parameter) in given)
        {
            if (value.Kind == ValueKind.SlotRead)
            {
                AskByArgument(call, contract, value, parameter);
            }
            else if (value.Kind == ValueKind.NamedLock)
            {
                about = MoveNamedLock(call, argument.Value, value.Index, parameter);
            }
            else if (value.Kind == ValueKind.Detached && MakesSomethingOfIt(call.TargetMethod) && !contract.Has(MethodTraits.FreesTable))
            {
                about = value;
            }

            GiveParameter(argument.Value, parameter);
            if (!contract.IsOfTheFamily && !contract.IsPure)
            {
                HandResourcesOn(argument.Value);
            }

            if ((parameter & Contract.SpareTable) != 0)
            {
                SayNothingToInstall(argument.Value, value);
            }

            if ((parameter & Contract.LiveSlot) != 0)
            {
                UseSlot(call, contract, argument.Value, parameter);
            }
        }

        return about;
    }

    private void AskByArgument(IInvocationOperation call, MethodContract contract, Value read, Contract parameter)
    {
        if (contract.Has(MethodTraits.Validates))
        {
            Compared(read);
        }
        else if (call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            AskRead(read, call, contract.Claims.HoldsFor);
        }
        else if ((parameter & Contract.WritesSlot) == 0)
        {
            TakeAnyState(method.Facts[read.Index].Place);
        }
    }

    private void UseSlot(IInvocationOperation call, MethodContract contract, IOperation slot, Contract parameter)
    {
        var place = Storage.Find(slot) ?? -1;
        if ((contract.Result & Contract.ReturnsMapped) != 0)
        {
            SayUnprotected(call, slot);
        }
        else if (contract.Has(MethodTraits.PopulatesSlot))
        {
            // What was none is a table then; where it was huge there is no table, and whoever populates knows that it cannot be.
            TakeAnyState(place);
        }
        else if (!contract.Has(MethodTraits.ReadsSlot) && (contract.Claims.HoldsFor == 0 || !method.IsBranch(call)))
        {
            TakeAnyState(place);
        }

        if ((parameter & Contract.WritesSlot) != 0 || contract.Has(MethodTraits.Detaches))
        {
            SayWrittenUnlooked(call, place);
        }
    }

    private void VisitReceiver(IInvocationOperation call, MethodContract contract)
    {
        var receiver = Visit(call.Instance);
        if (receiver.Kind == ValueKind.SlotRead)
        {
            AskRead(receiver, call, contract.Claims.HoldsFor);
        }

        if (receiver.Kind is ValueKind.Lock or ValueKind.Snapshot)
        {
            method.Locks.HandOn(receiver.Index);
        }

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
            LookThrough(receiver.Index);
        }
    }
}
