using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// One method, local function or lambda as the engine sees it: its graph, its contract, and what one look over its operations
/// tells before any path is followed.
/// </summary>
internal sealed class MethodFlow
{
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _readInNested = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(IOperation, int), MappingSite> _sites = [];
    private readonly List<MappingSite> _siteList = [];
    private readonly HashSet<int> _mapArguments = [];
    private readonly HashSet<int> _liveSlots = [];
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _copies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, bool> _steady = [];
    private readonly HashSet<IOperation> _branches = [];
    private readonly Dictionary<IOperation, bool> _repeated = [];
    private List<int> _acts = [];
    private int? _jumps;

    public MethodFlow(ControlFlowGraph graph, IMethodSymbol method, ContractReader contracts)
    {
        Graph = graph;
        Method = method;
        Contracts = contracts;
        Storage = new Storage(new LocationTable(), method);
        Conditions = new ConditionTable(Storage, contracts);
        LookOver();
    }

    public ControlFlowGraph Graph { get; }

    public IMethodSymbol Method { get; }

    public ContractReader Contracts { get; }

    public Storage Storage { get; }

    public ConditionTable Conditions { get; }

    public IReadOnlyList<MappingSite> Sites => _siteList;

    public LockFacts Locks { get; } = new();

    public FactTable Facts { get; } = new();

    /// <summary>Whether a lock that keeps slots from going away is held by the callers, or by whoever calls methods of this type.</summary>
    public bool IsSlotProtected { get; private set; }

    /// <summary>Whether some slot with a name is mapped here.</summary>
    public bool HasSlotMaps => _mapArguments.Count > 0;

    /// <summary>Whether a lock is held or taken in this method that keeps tables from being detached.</summary>
    public bool IsTablePinned { get; private set; }

    /// <summary>The calls that put a table into a slot, in the order of the graph.</summary>
    public IReadOnlyList<IInvocationOperation> PopulatingCalls { get; private set; } = [];

    /// <summary>Whether the lock of the slots' table is held for the whole method, or was taken somewhere before this call.</summary>
    public bool HoldsPmdLock(IInvocationOperation call) =>
        Contracts.Of(Method).Has(MethodTraits.NeedsPmdLock)
        || Graph.Blocks.SelectMany(Operations).OfType<IInvocationOperation>().Any(c =>
            Contracts.Of(c.TargetMethod).Has(MethodTraits.TakesPmdLock) && c.Syntax.SpanStart < call.Syntax.SpanStart);

    /// <summary>Whether the value of this variable is looked at anywhere.</summary>
    public bool IsRead(ISymbol variable) => _read.Contains(variable);

    /// <summary>Whether a lambda or local function looks at this variable, at whatever time.</summary>
    public bool IsReadInNested(ISymbol variable) => _readInNested.Contains(variable);

    /// <summary>The mapping that this operation makes, in its result (-1) or in one of its parameters.</summary>
    public MappingSite Site(IOperation operation, int parameter, IMethodSymbol method, bool isForeign = false)
    {
        if (!_sites.TryGetValue((operation, parameter), out var site))
        {
            site = new MappingSite(_siteList.Count, operation, method, isForeign);
            _sites.Add((operation, parameter), site);
            _siteList.Add(site);
        }

        return site;
    }

    private void LookOver()
    {
        foreach (var operation in Graph.Blocks.SelectMany(Operations))
        {
            Note(operation);
        }

        foreach (var nested in Graph.OriginalOperation.Descendants().Where(IsNestedFunction))
        {
            NoteNested(nested);
        }

        var calls = Graph.Blocks.SelectMany(Operations).OfType<IInvocationOperation>().ToList();
        IsTablePinned = Contracts.Of(Method).Has(MethodTraits.TableIsPinned)
            || calls.Exists(c => Has(c, MethodTraits.PinsTable) || Contracts.Of(c.TargetMethod).Claims.NamedLock is Vocabulary.PmdLock or Vocabulary.MmapWriteLock);
        IsSlotProtected = Contracts.Of(Method).Has(MethodTraits.SlotIsProtected) || Contracts.ProtectsSlots(Method.ContainingType);
        NoteSlots(calls);
        _acts = [.. calls.Where(c => !IsQuestion(c.TargetMethod, Contracts.Of(c.TargetMethod))).Select(c => c.Syntax.SpanStart).OrderBy(s => s)];
        PopulatingCalls = calls.FindAll(c => Has(c, MethodTraits.PopulatesSlot));

        // Conditions name temporaries and places, so all of these have to be known first.
        foreach (var block in Graph.Blocks)
        {
            if (block is { BranchValue: { } condition, ConditionKind: not ControlFlowConditionKind.None })
            {
                Conditions.Register(condition);
                NoteBranch(condition);
            }
        }
    }

    /// <summary>Whether a map of this method names this place, or something inside of it.</summary>
    public bool IsMapArgument(int place) => _mapArguments.Contains(place);

    /// <summary>Whether this place is given away as a slot somewhere in this method.</summary>
    public bool IsLiveSlot(int place) => _liveSlots.Contains(place);

    /// <summary>Whether this operation is all that a branch depends on.</summary>
    public bool IsBranch(IOperation question) => _branches.Contains(question);

    /// <summary>Whether this method puts something else into this variable.</summary>
    public bool IsReassigned(ISymbol variable) => _written.Contains(variable);

    /// <summary>Whether this variable points to something on this method's own stack.</summary>
    public bool PointsToCopy(ISymbol variable) => _copies.Contains(variable);

    /// <summary>Whether this condition has the same answer as long as nothing is put into the variables it names.</summary>
    public bool IsSteady(IOperation condition)
    {
        if (!_steady.TryGetValue(condition, out var steady))
        {
            var key = new ConditionKey(Storage, Contracts);
            steady = key.Of(condition) is not null
                && key.Places.All(p => Storage.Locations.Symbol(Storage.Locations.RootOf(p)) is { } root && Storage.IsPrivate(root));
            _steady.Add(condition, steady);
        }

        return steady;
    }

    private void NoteSlots(List<IInvocationOperation> calls)
    {
        foreach (var call in calls)
        {
            var contract = Contracts.Of(call.TargetMethod);
            foreach (var slot in call.Arguments.Where(a => (contract.Parameter(a.Parameter?.Ordinal ?? -1) & Contract.LiveSlot) != 0))
            {
                var place = Storage.Find(slot.Value);
                if (place is not null)
                {
                    _liveSlots.Add(place.Value);
                }

                if (place is not null && (contract.Result & Contract.ReturnsMapped) != 0)
                {
                    _mapArguments.UnionWith(
                        from argument in call.Arguments
                        where argument.Parameter?.RefKind != RefKind.Out
                        from part in argument.Value.DescendantsAndSelf()
                        let named = Storage.Find(part)
                        where named is not null
                        select named.Value);
                }
            }
        }
    }

    /// <summary>Whether this condition asks a slot's value something of which a contract says what it means, or whether there was memory to fill it.</summary>
    public bool IsAboutState(IOperation condition)
    {
        var question = Question(condition);
        return HoldsFor(question) != 0 || (question is IInvocationOperation call && Has(call, MethodTraits.PopulatesSlot));
    }

    /// <summary>For which states of a slot this question is answered by true, as bits; 0 where nobody says.</summary>
    public int HoldsFor(IOperation question) => question switch
    {
        IPropertyReferenceOperation property => Contracts.HoldsFor(property.Property),
        IInvocationOperation call => Contracts.HoldsFor(call.TargetMethod),
        _ => 0,
    };

    /// <summary>Whether control may come back to this call: it stands in a loop, or a jump behind it leads to before it.</summary>
    public bool IsRepeated(IOperation call)
    {
        if (!_repeated.TryGetValue(call, out var repeated))
        {
            var body = Graph.OriginalOperation.Syntax;
            _jumps ??= body.DescendantNodes().OfType<GotoStatementSyntax>().Select(g => g.SpanStart).DefaultIfEmpty(-1).Max();
            repeated = call.Syntax.SpanStart < _jumps || call.Syntax.Ancestors().TakeWhile(a => a != body)
                .Any(a => a is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);
            _repeated.Add(call, repeated);
        }

        return repeated;
    }

    /// <summary>Whether anything that might change a slot is called between these two places of the source.</summary>
    public bool ActsBetween(int from, int to)
    {
        var at = _acts.BinarySearch(from);
        at = at < 0 ? ~at : at;
        return at < _acts.Count && _acts[at] < to;
    }

    /// <summary>Whether a call asks something and does nothing.</summary>
    public static bool IsQuestion(IMethodSymbol target, MethodContract contract) =>
        contract.Has(MethodTraits.ReadsSlot | MethodTraits.Validates) || contract.IsPure || contract.Claims.HoldsFor != 0
        || target is { IsStatic: false, ContainingType.IsReadOnly: true };

    private static IOperation Question(IOperation condition)
    {
        while (condition is IUnaryOperation or IConversionOperation or IParenthesizedOperation)
        {
            condition = condition.ChildOperations.First();
        }

        return condition;
    }

    private void NoteBranch(IOperation condition) => _branches.Add(Question(condition));

    private bool Has(IInvocationOperation call, MethodTraits trait) => Contracts.Of(call.TargetMethod).Has(trait);

    /// <summary>All operations of a block, the inner ones too.</summary>
    public static IEnumerable<IOperation> Operations(BasicBlock block)
    {
        var roots = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
        return roots.SelectMany(o => o.DescendantsAndSelf());
    }

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                Storage.Captured(capture);
                break;
            case ISimpleAssignmentOperation { IsRef: true } alias when Variable(alias.Value) is { } aliased:
                Storage.Untrack(aliased);
                break;
            case IAddressOfOperation { Reference: { } reference } when Variable(reference) is { } exposed:
                Storage.Untrack(exposed);
                break;
        }

        if (Variable(operation) is { } variable)
        {
            if (!IsWrittenOnly(operation))
            {
                _read.Add(variable);
            }

            if (IsWritten(operation))
            {
                _written.Add(variable);
            }
        }

        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation pointer } && operation.Descendants().Any(o => o is IAddressOfOperation))
        {
            _copies.Add(pointer.Local);
        }
    }

    private bool IsNestedFunction(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation lambda => !SymbolEqualityComparer.Default.Equals(lambda.Symbol, Method),
        ILocalFunctionOperation local => !SymbolEqualityComparer.Default.Equals(local.Symbol, Method),
        _ => false,
    };

    // What nested functions write or release is not this method's alone; what they read counts as read.
    private void NoteNested(IOperation nested)
    {
        foreach (var operation in nested.Descendants())
        {
            if (Variable(operation) is { } variable)
            {
                _read.Add(variable);
                _readInNested.Add(variable);
                if (IsWritten(operation) || IsConsumed(operation))
                {
                    Storage.Untrack(variable);
                }
            }
        }
    }

    private bool IsConsumed(IOperation operation) =>
        operation.Parent is IArgumentOperation { Parameter: { } parameter }
        && (Contracts.OfStorage(parameter) & Contract.Consumes) != 0;

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether this reference to a variable only puts something there.</summary>
    public static bool IsWrittenOnly(IOperation operation) => operation.Parent switch
    {
        ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Target == operation,
        IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out } => true,
        _ => false,
    };

    private static bool IsWritten(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == operation,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        _ => false,
    };
}
