using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private const int Again = 1;
    private const int AnySlot = -1;

    /// <summary>A map is reached. Where it has failed before, with nothing changed since, some state of the slot must have a way out.</summary>
    private void SayRetry(MappingSite site, IOperation map, SiteState before)
    {
        if (site.SlotPlace < 0)
        {
            return;
        }

        _ = method.Facts.OfSlot(FactKind.Whole, site.SlotPlace);
        if (!method.IsRepeated(map))
        {
            return;
        }

        var lap = method.Facts.Of(FactKind.Lap, site, n => new Fact(n, FactKind.Lap, site) { Place = site.SlotPlace });
        var mark = path.Mark(lap.Number);
        if (before.Status == MappingStatus.Null && (mark & (Mark.Mixed | Mark.Moved)) == 0)
        {
            if ((~mark & Mark.AllStates) is var left and not 0)
            {
                findings?.Add(Found(FindingKind.RetryNeverLeaves, site.Index, map, Use.None) with { Outcome = left, KnownNull = (mark & Mark.Narrowed) == 0 });
            }

            foreach (var effect in method.Facts.All(FactKind.Effect).Where(e => (path.Mark(e.Number) & (Mark.Again | Mark.Mixed)) == Mark.Again))
            {
                findings?.Add(Found(FindingKind.RetryRepeats, effect.Site.Index, effect.Site.Operation, Use.None) with { Other = site });
            }
        }

        path.SetMark(lap.Number, 0);
    }

    /// <summary>The map has failed: the slot holds no table, and what was corrupt is none now.</summary>
    private void FailRetry(MappingSite site)
    {
        Exclude(site.SlotPlace, Mark.TableState | Mark.BadState);
        foreach (var effect in method.Facts.All(FactKind.Effect))
        {
            if (path.Mark(effect.Number) == Mark.Happened)
            {
                path.SetMark(effect.Number, Mark.Happened | Mark.BeforeFailure);
            }
        }
    }

    /// <summary>The map has not failed: whatever the slot was before, it is a table now.</summary>
    private void SucceedRetry(MappingSite site)
    {
        if (site.SlotPlace >= 0)
        {
            AddToSlot(FactKind.Lap, site.SlotPlace, Mark.AllStates);
        }

        CommitEffects();
    }

    /// <summary>The answer "look at the same entry again" to a map that failed.</summary>
    private void SayAgain(MappingSite failed, IOperation answer)
    {
        if (findings is null || failed.SlotPlace < 0)
        {
            return;
        }

        var mark = path.Mark(method.Facts.OfSlot(FactKind.Whole, failed.SlotPlace).Number);

        // The walker itself takes a slot that is none; where the callback asks nothing, nobody knows what is done before it is called.
        var left = ~mark & Mark.AllStates & ~(Mark.NoneState | Mark.BadState);
        if ((mark & (Mark.Narrowed | Mark.Mixed)) == Mark.Narrowed && left != 0)
        {
            findings.Add(Found(FindingKind.RetryNeverLeaves, failed.Index, answer, Use.Returned) with { Outcome = left });
        }

        foreach (var effect in method.Facts.All(FactKind.Effect))
        {
            // A variable of this method's own is gone by the next lap.
            if ((path.Mark(effect.Number) & (Mark.BeforeFailure | Mark.Mixed)) == Mark.BeforeFailure && effect.Site.Operation is not ISimpleAssignmentOperation)
            {
                findings.Add(Found(FindingKind.RetryRepeats, effect.Site.Index, effect.Site.Operation, Use.Returned) with { Other = failed });
            }
        }
    }

    private void Exclude(int slot, int states)
    {
        if (slot >= 0 && states != 0)
        {
            _ = method.Facts.OfSlot(FactKind.Whole, slot);
            AddToSlot(FactKind.Lap, slot, states);
            AddToSlot(FactKind.Whole, slot, states);
        }
    }

    /// <summary>Somebody looks at this slot in a way that may take any of its states; at all slots where it has no name.</summary>
    private void TakeAnyState(int slot)
    {
        AddToSlot(FactKind.Lap, slot, Mark.AllStates);
        AddToSlot(FactKind.Whole, slot, Mark.AllStates);
        Exclude(slot, method.HasSlotMaps ? Mark.AllStates : 0);
    }

    // Adds to what is known of one slot, or of all of them.
    private void AddToSlot(FactKind kind, int slot, int more)
    {
        foreach (var fact in method.Facts.All(kind))
        {
            if (slot < 0 || fact.Place == slot)
            {
                path.SetMark(fact.Number, path.Mark(fact.Number) | more);
            }
        }
    }

    /// <summary>Goes on with the paths on which this predicate of a slot's value answers so.</summary>
    public void AssumeState(IOperation condition, bool truth)
    {
        while (condition is IUnaryOperation or IConversionOperation or IParenthesizedOperation)
        {
            truth ^= condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not or UnaryOperatorKind.False };
            condition = condition.ChildOperations.First();
        }

        if (method.HoldsFor(condition) is var states and not 0 && SlotAsked(condition) is var slot and >= 0)
        {
            Exclude(slot, (truth ? ~states & Mark.AllStates : states) | Mark.Narrowed);
        }
    }

    /// <summary>A branch that time alone may decide otherwise.</summary>
    public void NoteUnsteady() => Progress(moved: false);

    private int SlotAsked(IOperation question) => question switch
    {
        IPropertyReferenceOperation { Instance: { } value } => SlotOfValue(value),
        IInvocationOperation { Instance: { } value } when SlotOfValue(value) is var slot and >= 0 => slot,
        IInvocationOperation call when SlotOf(call, method.Contracts.Of(call.TargetMethod)) is var slot and >= 0 => slot,
        IInvocationOperation call => call.Arguments.Select(a => SlotOfValue(a.Value)).Where(s => s >= 0).DefaultIfEmpty(-1).First(),
        _ => -1,
    };

    private int SlotOfValue(IOperation value) =>
        value is IInvocationOperation call && method.Contracts.Of(call.TargetMethod) is var contract && contract.Has(MethodTraits.ReadsSlot)
            ? SlotOf(call, contract)
            : Visited(value) is { Kind: ValueKind.SlotRead } read ? method.Facts[read.Index].Place : -1;

    /// <summary>Something has changed that may let a retry end; with <paramref name="moved"/>, what it maps.</summary>
    private void Progress(bool moved)
    {
        AddToSlot(FactKind.Lap, AnySlot, Mark.AllStates | (moved ? Mark.Moved : 0));
        if (!moved)
        {
            AddToSlot(FactKind.Whole, AnySlot, Mark.AllStates);
        }

        if (moved)
        {
            CommitEffects();
        }
    }

    private void NoteProgress(int place, Value value)
    {
        if (method.IsMapArgument(place))
        {
            Progress(moved: true);
        }
        else if (method.Conditions.IsAskedAbout(place) && value.Kind is ValueKind.Unknown or ValueKind.Condition or ValueKind.HeldTest or ValueKind.LockTest)
        {
            Progress(moved: false);
        }
    }

    // A call with no contract that is given something may do anything; one that is given nothing, or only what the source spells out, waits.
    private void NoteProgress(IInvocationOperation call, MethodContract contract)
    {
        if (method.HasSlotMaps && !contract.IsOfTheFamily && !contract.IsPure && contract.Claims.HoldsFor == 0 && !contract.Has(MethodTraits.Validates | MethodTraits.PopulatesSlot)
            && (GivesSomething(call) || (call.Instance is not null && !contract.Has(MethodTraits.MaySleep))))
        {
            Progress(moved: false);
        }
    }

    private static bool GivesSomething(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (!argument.Value.ConstantValue.HasValue)
            {
                return true;
            }
        }

        return false;
    }
}
