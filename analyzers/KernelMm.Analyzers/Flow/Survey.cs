using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// What one look over the operations of a method's graph tells before any path is followed. It is the only one: whatever else wants
/// to know something of all operations asks here.
/// </summary>
internal sealed class Survey
{
    private readonly ContractReader _contracts;
    private readonly Dictionary<ISymbol, VariableUse> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, SurveyedCall> _calls = new(ByReference<IOperation>.Comparer);

    public Survey(ControlFlowGraph graph, ContractReader contracts)
    {
        _contracts = contracts;
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                NoteAll(operation, block.Ordinal);
            }

            if (block.BranchValue is { } value)
            {
                NoteAll(value, block.Ordinal);
            }
        }
    }

    /// <summary>All calls, in the order of the graph.</summary>
    public List<SurveyedCall> Calls { get; } = [];

    /// <summary>What is known of one of them. Paths come to a call again and again.</summary>
    public SurveyedCall this[IInvocationOperation call] => _calls[call];

    public List<IFlowAnonymousFunctionOperation> Lambdas { get; } = [];

    /// <summary>The temporaries of the compiler.</summary>
    public List<IFlowCaptureOperation> Captures { get; } = [];

    /// <summary>Whether some call makes the method worth an analysis.</summary>
    public bool IsWatched { get; private set; }

    /// <summary>Whether this was seen of the variable.</summary>
    public bool Saw(ISymbol variable, VariableUse use) => _variables.TryGetValue(variable, out var seen) && (seen & use) != 0;

    /// <summary>What nested functions write or release is not this method's alone; what they read counts as read.</summary>
    public void NoteNested(IOperation nested)
    {
        foreach (var operation in nested.Descendants())
        {
            if (Variable(operation) is { } variable)
            {
                var isTheirs = IsWritten(operation) || IsConsumed(operation);
                Add(variable, VariableUse.Read | VariableUse.ReadInNested | (isTheirs ? VariableUse.Shared : 0));
            }
        }
    }

    /// <summary>Whether this reference to a variable only puts something there.</summary>
    public static bool IsWrittenOnly(IOperation operation) => operation.Parent switch
    {
        ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Target == operation,
        IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out } => true,
        _ => false,
    };

    private void NoteAll(IOperation root, int block)
    {
        Note(root, block);
        foreach (var child in root.ChildOperations)
        {
            NoteAll(child, block);
        }
    }

    private void Note(IOperation operation, int block)
    {
        switch (operation.Kind)
        {
            case OperationKind.LocalReference or OperationKind.ParameterReference:
                Add(Variable(operation)!, (IsWrittenOnly(operation) ? 0 : VariableUse.Read) | (IsWritten(operation) ? VariableUse.Written : 0));
                break;
            case OperationKind.Invocation:
                var call = (IInvocationOperation)operation;
                var surveyed = new SurveyedCall(call, _contracts.Of(call.TargetMethod), block);
                Calls.Add(surveyed);
                _calls.Add(call, surveyed);
                IsWatched |= surveyed.Contract.IsWatched;
                break;
            case OperationKind.FlowCapture:
                Captures.Add((IFlowCaptureOperation)operation);
                break;
            case OperationKind.FlowAnonymousFunction:
                Lambdas.Add((IFlowAnonymousFunctionOperation)operation);
                break;
            case OperationKind.SimpleAssignment when operation is ISimpleAssignmentOperation { IsRef: true } alias && Variable(alias.Value) is { } aliased:
                Add(aliased, VariableUse.Shared);
                break;
            case OperationKind.AddressOf:
                NoteAddress((IAddressOfOperation)operation);
                break;
        }
    }

    // Whatever the address is assigned to, at whatever depth, points to something on this method's own stack.
    private void NoteAddress(IAddressOfOperation address)
    {
        if (address.Reference is { } reference && Variable(reference) is { } exposed)
        {
            Add(exposed, VariableUse.Shared);
        }

        for (var around = address.Parent; around is not null; around = around.Parent)
        {
            if (around is ISimpleAssignmentOperation { Target: ILocalReferenceOperation pointer })
            {
                Add(pointer.Local, VariableUse.PointsToCopy);
            }
        }
    }

    private void Add(ISymbol variable, VariableUse use) =>
        _variables[variable] = _variables.TryGetValue(variable, out var seen) ? seen | use : use;

    private bool IsConsumed(IOperation operation) =>
        operation.Parent is IArgumentOperation { Parameter: { } parameter }
        && (_contracts.OfStorage(parameter) & Contract.Consumes) != 0;

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsWritten(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == operation,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        _ => false,
    };
}
