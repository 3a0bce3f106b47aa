using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Carries one path through one operation: what the operation does to the mappings, and what value comes of it. With a
/// <see cref="Findings"/> it also says what it saw; without, it only moves the path.
/// </summary>
internal sealed partial class Evaluator(MethodFlow method, PathState path, Findings? findings)
{
    private Storage Storage => method.Storage;

    public Value Visit(IOperation? operation)
    {
        if (operation is null || path.IsDead)
        {
            return Value.Unknown;
        }

        // By kind, since asking an operation for one interface after the other is what most of the time would go into.
        var kind = operation.Kind;
        if (MayBeConstant(kind) && operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return Value.Of(constant);
        }

        return kind switch
        {
            OperationKind.ExpressionStatement => VisitStatement((IExpressionStatementOperation)operation),
            OperationKind.SimpleAssignment => VisitAssignment((ISimpleAssignmentOperation)operation),
            OperationKind.CompoundAssignment => VisitCompound((ICompoundAssignmentOperation)operation),
            OperationKind.Increment or OperationKind.Decrement => VisitStep((IIncrementOrDecrementOperation)operation),
            OperationKind.DeconstructionAssignment => VisitDeconstruction((IDeconstructionAssignmentOperation)operation),
            OperationKind.FlowCapture => VisitCapture((IFlowCaptureOperation)operation),
            OperationKind.Invocation => VisitCall((IInvocationOperation)operation),
            OperationKind.Unary => VisitUnary((IUnaryOperation)operation),
            OperationKind.Binary => VisitBinary((IBinaryOperation)operation),
            OperationKind.IsNull => NullnessOf(((IIsNullOperation)operation).Operand, operation, nullWhen: true),
            OperationKind.IsPattern => VisitPattern((IIsPatternOperation)operation),
            OperationKind.Conversion => VisitConversion((IConversionOperation)operation),
            OperationKind.PropertyReference => VisitProperty((IPropertyReferenceOperation)operation),
            OperationKind.FieldReference => VisitField((IFieldReferenceOperation)operation),
            OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.FlowCaptureReference or OperationKind.InstanceReference =>
                Read(operation),
            OperationKind.DefaultValue => Value.Null,
            OperationKind.ObjectCreation => VisitCreation((IObjectCreationOperation)operation),
            OperationKind.DeclarationExpression => Read(((IDeclarationExpressionOperation)operation).Expression),
            OperationKind.Return or OperationKind.YieldReturn or OperationKind.YieldBreak => VisitYield((IReturnOperation)operation),
            OperationKind.Await => VisitAwait((IAwaitOperation)operation),
            OperationKind.FlowAnonymousFunction or OperationKind.NameOf or OperationKind.TypeOf => Value.Unknown,
            _ => VisitOther(operation),
        };
    }

    private static bool MayBeConstant(OperationKind kind) => kind is not (OperationKind.ExpressionStatement or OperationKind.SimpleAssignment
        or OperationKind.Invocation or OperationKind.ParameterReference or OperationKind.PropertyReference or OperationKind.InstanceReference);

    private Value VisitStatement(IExpressionStatementOperation statement)
    {
        var value = Visit(statement.Operation);
        if (value.IsPointer && statement.Operation is IInvocationOperation)
        {
            Discard(value, statement.Operation);
        }

        return Value.Unknown;
    }

    /// <summary>An operation that has no meaning of its own here: what it is given is used, and goes where nobody follows it.</summary>
    private Value VisitOther(IOperation operation)
    {
        SayRaw(operation);
        var table = Value.Unknown;
        foreach (var child in operation.ChildOperations)
        {
            var value = Visit(child);
            if (value.IsPointer)
            {
                UseOf(value, child, Use.PassedOn);
                Escape(value, child);
            }

            // Something made of a detached table stands for it.
            table = value.Kind == ValueKind.Detached ? value : table;
        }

        return table;
    }

    private Value VisitCreation(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
        {
            return VisitOther(creation);
        }

        var contract = method.Contracts.Of(constructor);
        if (contract.Has(MethodTraits.MovesResources))
        {
            VisitOther(creation);
            MoveResources(creation, constructor, contract, creation.Arguments.Select(a => a.Value.Syntax.ToString()).ToArray());
            return Value.Unknown;
        }

        if (creation is { Arguments.Length: 0, Initializer: null, Type.IsValueType: true })
        {
            return Value.Null;
        }

        var made = VisitOther(creation);
        return PointsToLocal(creation) ? Value.Unmapped(method.Site(creation, -1, constructor, isForeign: true).Index) : made;
    }

    // A pointer made of a local's address: nobody has mapped that.
    private static bool PointsToLocal(IObjectCreationOperation creation) =>
        creation.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(o => o is IAddressOfOperation { Reference: ILocalReferenceOperation or IParameterReferenceOperation }));

    private Value VisitAwait(IAwaitOperation wait)
    {
        VisitOther(wait);
        SaySleeps(wait);
        Progress(moved: false);
        EndDecisions();
        return Value.Unknown;
    }

    private Value Read(IOperation operation)
    {
        if (Storage.Find(operation) is not { } place)
        {
            return Value.Unknown;
        }

        var value = operation is IParameterReferenceOperation parameter ? Counted(parameter.Parameter, path[place]) : path[place];
        return value.Kind == ValueKind.Unknown && operation.Type?.SpecialType == SpecialType.System_Boolean
            ? ConditionOf(operation)
            : Resolve(value);
    }

    private Value VisitConversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null && conversion.Type?.SpecialType == SpecialType.System_Boolean)
        {
            // A value that converts to bool says whether it is there, as a C pointer does.
            return NullnessOf(conversion.Operand, conversion, nullWhen: false);
        }

        var value = Visit(conversion.Operand);
        if (conversion.OperatorMethod is null && (conversion.IsImplicit || !value.IsPointer || conversion.Type?.IsReferenceType != true
            || conversion.Operand.Type?.IsReferenceType == true))
        {
            return value;
        }

        if (value.IsPointer)
        {
            UseOf(value, conversion.Operand, Use.PassedOn);
        }

        return value.Kind == ValueKind.Null ? value : Value.Unknown;
    }
}
