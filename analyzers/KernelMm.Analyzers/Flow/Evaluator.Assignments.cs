using System.Collections.Immutable;
using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private Value VisitAssignment(ISimpleAssignmentOperation assignment)
    {
        var value = Visit(assignment.Value);
        SayOutcome(assignment.Value);
        if (assignment.Target is IDiscardOperation)
        {
            if (value.IsPointer && assignment.Value is IInvocationOperation)
            {
                Discard(value, assignment.Value);
            }

            return value;
        }

        Name(value, assignment.Target);
        GiveParameter(assignment.Value, Contract.None);
        if (Storage.FindTarget(assignment.Target) is { } written)
        {
            UndoEffects(written);
            NoteFlag(assignment, value);
        }

        if (Storage.Meant(assignment.Target) is ILocalReferenceOperation { Local: var local }
            && !method.IsRead(local) && IsOwn(local) && value.IsPointer && IsMap(assignment.Value))
        {
            Discard(value, assignment.Value);
        }

        Store(assignment.Target, value);
        return value;
    }

    // Of a variable of the method around this lambda or local function nobody sees here who reads it.
    private bool IsOwn(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, method.Method);

    private Value VisitCapture(IFlowCaptureOperation capture)
    {
        SayOutcome(capture.Value);
        path[Storage.Locations.Capture(capture.Id)] = Visit(capture.Value);
        return Value.Unknown;
    }

    private Value VisitDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        if (Elements(deconstruction.Target) is { IsEmpty: false } targets && Elements(deconstruction.Value) is var sources && sources.Length == targets.Length)
        {
            StoreEach(targets, sources);
            return Value.Unknown;
        }

        VisitOther(deconstruction.Value);
        foreach (var target in deconstruction.Target.DescendantsAndSelf())
        {
            if (Storage.FindTarget(target) is { } place)
            {
                Overwrite(place, Value.Unknown);
            }
        }

        return Value.Unknown;
    }

    // "(a, b) = (b, a)": all of the right side comes before anything is put anywhere.
    private void StoreEach(ImmutableArray<IOperation> targets, ImmutableArray<IOperation> sources)
    {
        var values = new Value[sources.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Visit(sources[i]);
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (targets[i] is not IDiscardOperation)
            {
                Name(values[i], targets[i]);
                Store(targets[i], values[i]);
            }
            else if (values[i].IsPointer && sources[i] is IInvocationOperation)
            {
                Discard(values[i], sources[i]);
            }
        }
    }

    // What a tuple that the source spells out holds; nothing where there are tuples in it.
    private static ImmutableArray<IOperation> Elements(IOperation tuple) => tuple switch
    {
        IDeclarationExpressionOperation declaration => Elements(declaration.Expression),
        IConversionOperation { OperatorMethod: null } conversion => Elements(conversion.Operand),
        ITupleOperation literal when !literal.Elements.Any(e => e is ITupleOperation or IDeclarationExpressionOperation { Expression: ITupleOperation }) => literal.Elements,
        _ => ImmutableArray<IOperation>.Empty,
    };

    /// <summary>Puts a value into a place: what was known of the place dies, and a mapping may change hands.</summary>
    private void Store(IOperation target, Value value)
    {
        var meant = Storage.Meant(target);
        if (Storage.FindTarget(target) is { } place)
        {
            Overwrite(place, value);
        }
        else if (meant is not (ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation))
        {
            VisitOther(meant);
        }

        if (!IsPrivate(meant))
        {
            HandTableOn(value);
            if (value.Kind is ValueKind.Pointer or ValueKind.Lock)
            {
                Part(value, meant);
            }
        }
    }

    private bool IsPrivate(IOperation target) => target switch
    {
        ILocalReferenceOperation local => Storage.IsPrivate(local.Local),
        IParameterReferenceOperation parameter => Storage.IsPrivate(parameter.Parameter),
        IFlowCaptureReferenceOperation => true,
        _ => false,
    };

    private void Part(Value value, IOperation target)
    {
        if (value.Kind == ValueKind.Lock)
        {
            path.SetSite(value.Index, path.Site(value.Index) with { Lock = LockStatus.Escaped });
        }
        else if (Receives(target))
        {
            HandOver(value);
        }
        else
        {
            Escape(value, target, IsPartOfPrivate(target) ? Use.PassedOn : Use.Stored);
        }
    }

    // A local, or a field of a struct in one: a nested function may see it, and nobody else.
    private bool IsPartOfPrivate(IOperation target)
    {
        while (target is IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance })
        {
            target = instance;
        }

        return target is ILocalReferenceOperation || IsPrivate(target);
    }

    private bool Receives(IOperation target)
    {
        ISymbol? storage = target switch
        {
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return storage is not null && (method.Contracts.OfStorage(storage) & (Contract.ReturnsMapped | Contract.Consumes)) != 0;
    }

    private void Overwrite(int place, Value value)
    {
        if (method.HasSlotMaps)
        {
            NoteProgress(place, value.Kind == ValueKind.Both ? Value.Unknown : value);
        }

        if (value.Kind == ValueKind.SlotRead && path[place] is { Kind: ValueKind.SlotRead } before && before.Index != value.Index)
        {
            // Read anew into the same variable: what was decided on the old value is asked again, or was decided for good.
            path.SetMark(before.Index, path.Mark(before.Index) & ~Mark.Deciding);
        }

        Forget(place);
        path[place] = value.Kind switch
        {
            ValueKind.Constant when !method.Conditions.IsAskedAbout(place) && Storage.Locations.Symbol(place) is not null => Value.Unknown,
            ValueKind.Condition => Value.Unknown,
            _ => value,
        };
    }

    private void Forget(int place)
    {
        path[place] = Value.Unknown;
        foreach (var read in method.Facts.All(FactKind.Read))
        {
            if (read.Place == place)
            {
                path.SetMark(read.Number, path.Mark(read.Number) & ~(Mark.Deciding | Mark.Asked));
            }
        }

        foreach (var condition in method.Conditions.DependingOn(place))
        {
            path.SetAnswer(condition, null);
        }

        foreach (var child in Storage.Locations.Children(place))
        {
            Forget(child);
        }
    }

    private void HandOver(Value pointer) =>
        path.SetSite(pointer.Index, path.Site(pointer.Index) with { Ownership = Ownership.HandedOver });

    private void Escape(Value pointer, IOperation where, Use use = Use.PassedOn)
    {
        var state = path.Site(pointer.Index);
        if (state is { Ownership: Ownership.Ours, Status: MappingStatus.Maybe or MappingStatus.Mapped } && !method.Sites[pointer.Index].IsForeign)
        {
            Say(FindingKind.Escaped, pointer.Index, where, use);
        }

        // Whoever has the pointer may well have its lock.
        path.SetSite(pointer.Index, state with
        {
            Ownership = Ownership.Escaped,
            Lock = state.Lock == LockStatus.Held ? LockStatus.Escaped : state.Lock,
        });
    }

    private void Name(Value value, IOperation target)
    {
        if (value.IsPointer)
        {
            method.Sites[value.Index].PointerName ??= Storage.Meant(target).Syntax is { } syntax ? NameOf(syntax) : null;
        }
    }
}
