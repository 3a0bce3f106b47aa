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

        if (operation.ConstantValue.HasValue)
        {
            return Value.Of(operation.ConstantValue.Value);
        }

        return operation switch
        {
            IExpressionStatementOperation statement => VisitStatement(statement),
            ISimpleAssignmentOperation assignment => VisitAssignment(assignment),
            ICompoundAssignmentOperation compound => VisitCompound(compound),
            IIncrementOrDecrementOperation step => VisitStep(step),
            IDeconstructionAssignmentOperation deconstruction => VisitDeconstruction(deconstruction),
            IFlowCaptureOperation capture => VisitCapture(capture),
            IInvocationOperation call => VisitCall(call),
            IUnaryOperation unary => VisitUnary(unary),
            IBinaryOperation binary => VisitBinary(binary),
            IIsNullOperation isNull => NullnessOf(isNull.Operand, isNull, nullWhen: true),
            IIsPatternOperation pattern => VisitPattern(pattern),
            IConversionOperation conversion => VisitConversion(conversion),
            IPropertyReferenceOperation property => VisitProperty(property),
            IFieldReferenceOperation field => VisitField(field),
            ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IInstanceReferenceOperation =>
                Read(operation),
            IDefaultValueOperation => Value.Null,
            IObjectCreationOperation { Constructor: { } made } creation when method.Contracts.Of(made).Has(MethodTraits.MovesResources) =>
                VisitAcquiringCreation(creation, made),
            IObjectCreationOperation { Arguments.Length: 0, Initializer: null, Type.IsValueType: true } => Value.Null,
            IObjectCreationOperation { Constructor: { } constructor } creation when PointsToLocal(creation) => VisitCopyOnStack(creation, constructor),
            IDeclarationExpressionOperation declaration => Read(declaration.Expression),
            IReturnOperation yield => VisitYield(yield),
            IAwaitOperation wait => VisitAwait(wait),
            IFlowAnonymousFunctionOperation or INameOfOperation or ITypeOfOperation => Value.Unknown,
            _ => VisitOther(operation),
        };
    }

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

    private Value VisitAcquiringCreation(IObjectCreationOperation creation, IMethodSymbol made)
    {
        VisitOther(creation);
        MoveResources(creation, made, method.Contracts.Of(made), creation.Arguments.Select(a => a.Value.Syntax.ToString()).ToArray());
        return Value.Unknown;
    }

    // A pointer made of a local's address: nobody has mapped that.
    private static bool PointsToLocal(IObjectCreationOperation creation) =>
        creation.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(o => o is IAddressOfOperation { Reference: ILocalReferenceOperation or IParameterReferenceOperation }));

    private Value VisitCopyOnStack(IObjectCreationOperation creation, IMethodSymbol constructor)
    {
        VisitOther(creation);
        return Value.Unmapped(method.Site(creation, -1, constructor, isForeign: true).Index);
    }

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

        var value = path[place];
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
