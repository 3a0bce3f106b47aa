using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>Finds the storage place that an operation names, where the engine can follow it.</summary>
internal sealed class Storage(LocationTable locations, IMethodSymbol owner)
{
    private readonly Dictionary<CaptureId, IOperation> _captured = [];
    private readonly HashSet<ISymbol> _untracked = new(SymbolEqualityComparer.Default);

    public LocationTable Locations { get; } = locations;

    /// <summary>A place that something else may change behind the engine's back.</summary>
    public void Untrack(ISymbol symbol) => _untracked.Add(symbol);

    /// <summary>Remembers what a temporary of the compiler stands for, in case it is written through.</summary>
    public void Captured(IFlowCaptureOperation capture) => _captured[capture.Id] = capture.Value;

    /// <summary>The place read by this operation.</summary>
    public int? Find(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => Root(local.Local),
        IParameterReferenceOperation parameter => Root(parameter.Parameter),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self when self.Type is { } type =>
            Locations.Root(type),
        IFieldReferenceOperation { Field.IsStatic: true } field => Locations.Root(field.Field),
        IFieldReferenceOperation field => Member(field.Instance, field.Field),
        IPropertyReferenceOperation { Arguments.Length: 0, Property.IsStatic: false } property => Member(property.Instance, property.Property),
        IFlowCaptureReferenceOperation capture => Locations.Capture(capture.Id),
        IDeclarationExpressionOperation declaration => Find(declaration.Expression),
        IConversionOperation { Conversion.IsIdentity: true } conversion => Find(conversion.Operand),
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
        !_untracked.Contains(symbol)
        && SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, owner)
        && symbol is ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None };

    private int? Root(ISymbol symbol) => _untracked.Contains(symbol) ? null : Locations.Root(symbol);

    private int? Member(IOperation? instance, ISymbol member) =>
        instance is not null && Find(instance) is { } parent ? Locations.Member(parent, member) : null;
}
