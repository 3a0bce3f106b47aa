using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>Finds the storage place that an operation names, where the engine can follow it.</summary>
internal sealed class Storage
{
    private readonly IMethodSymbol _owner;
    private readonly Survey _survey;
    private readonly Dictionary<CaptureId, IOperation> _captured = [];
    private readonly Dictionary<IOperation, int?> _variables = new(ByReference<IOperation>.Comparer);
    private readonly Dictionary<ISymbol, int?> _roots = new(SymbolEqualityComparer.Default);

    public Storage(LocationTable locations, IMethodSymbol owner, Survey survey)
    {
        Locations = locations;
        _owner = owner;
        _survey = survey;
        foreach (var capture in survey.Captures)
        {
            // What a temporary of the compiler stands for, in case it is written through.
            _captured[capture.Id] = capture.Value;
        }
    }

    public LocationTable Locations { get; }

    /// <summary>The place read by this operation.</summary>
    public int? Find(IOperation? operation) => operation?.Kind switch
    {
        OperationKind.LocalReference or OperationKind.ParameterReference => Variable(operation),
        OperationKind.FlowCaptureReference => Locations.Capture(((IFlowCaptureReferenceOperation)operation).Id),
        OperationKind.InstanceReference => operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } type }
            ? Locations.Root(type)
            : null,
        OperationKind.FieldReference when operation is IFieldReferenceOperation field =>
            field.Field.IsStatic ? Locations.Root(field.Field) : Member(field.Instance, field.Field),
        OperationKind.PropertyReference => operation is IPropertyReferenceOperation { Arguments.Length: 0, Property.IsStatic: false } property
            ? Member(property.Instance, property.Property)
            : null,
        OperationKind.DeclarationExpression => Find(((IDeclarationExpressionOperation)operation).Expression),
        OperationKind.Conversion => operation is IConversionOperation { Conversion.IsIdentity: true } conversion ? Find(conversion.Operand) : null,
        _ => null,
    };

    /// <summary>The place written by this operation: a temporary stands for what it captured.</summary>
    public int? FindTarget(IOperation target) =>
        target is IFlowCaptureReferenceOperation capture && _captured.TryGetValue(capture.Id, out var meant) && meant is not IFlowCaptureReferenceOperation
            ? Find(meant)
            : Find(target);

    public IOperation Meant(IOperation target) =>
        target is IFlowCaptureReferenceOperation capture && _captured.TryGetValue(capture.Id, out var meant) ? meant
        : target is IDeclarationExpressionOperation declaration ? declaration.Expression
        : target;

    /// <summary>Whether the method that is looked at owns this variable alone, so that what is put there stays there.</summary>
    public bool IsPrivate(ISymbol symbol) =>
        !_survey.Saw(symbol, VariableUse.Shared)
        && SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, _owner)
        && symbol is ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None };

    // Paths come to an operation again and again, and symbols are slow to look up.
    private int? Variable(IOperation reference)
    {
        if (!_variables.TryGetValue(reference, out var place))
        {
            _variables.Add(reference, place = Root(reference is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)reference).Parameter));
        }

        return place;
    }

    private int? Root(ISymbol symbol)
    {
        if (!_roots.TryGetValue(symbol, out var place))
        {
            place = _survey.Saw(symbol, VariableUse.Shared) ? null : Locations.Root(symbol);
            _roots.Add(symbol, place);
        }

        return place;
    }

    private int? Member(IOperation? instance, ISymbol member) =>
        instance is not null && Find(instance) is { } parent ? Locations.Member(parent, member) : null;
}
