using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// One method, local function or lambda as the engine sees it: its graph, its contract, and what one look over its operations
/// tells before any path is followed.
/// </summary>
internal sealed class MethodFlow
{
    private static readonly Comparer<TextSpan> ByStart = Comparer<TextSpan>.Create((a, b) => a.Start.CompareTo(b.Start));

    private readonly Survey _survey;
    private readonly Loops _loops;
    private readonly Dictionary<(IOperation, int), MappingSite> _sites = [];
    private readonly List<MappingSite> _siteList = [];
    private readonly HashSet<int> _mapArguments = [];
    private readonly HashSet<int> _liveSlots = [];
    private readonly List<int> _spareTables = [];
    private readonly HashSet<IOperation> _branches = [];
    private readonly Dictionary<IOperation, IReadOnlyList<string>> _operands = [];
    private HashSet<IOperation>? _repeated;
    private List<TextSpan>? _acts;

    public MethodFlow(ControlFlowGraph graph, IMethodSymbol method, ContractReader contracts, Survey survey)
    {
        Graph = graph;
        Method = method;
        Contracts = contracts;
        OwnContract = contracts.Of(method);
        _survey = survey;
        _loops = new Loops(graph);
        Loops = new SourceLoops(_loops);
        NoteNested();
        Storage = new Storage(new LocationTable(), method, survey);
        Conditions = new ConditionTable(Storage, contracts);
        LookOver();
    }

    public ControlFlowGraph Graph { get; }

    public IMethodSymbol Method { get; }

    public ContractReader Contracts { get; }

    /// <summary>What the method says of itself.</summary>
    public MethodContract OwnContract { get; }

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

    /// <summary>Where uses of a mapping stand among the loops of the source.</summary>
    public SourceLoops Loops { get; }

    /// <summary>What is known of this call.</summary>
    public SurveyedCall Call(IInvocationOperation call) => _survey[call];

    /// <summary>What this call is given, as the source writes it.</summary>
    public IReadOnlyList<string> Operands(IInvocationOperation call)
    {
        if (!_operands.TryGetValue(call, out var operands))
        {
            var given = call.Arguments.Where(a => !a.IsImplicit).Select(a => a.Value.Syntax.ToString());
            operands = [.. call.Instance is { IsImplicit: false } receiver ? given.Prepend(receiver.Syntax.ToString()) : given];
            _operands.Add(call, operands);
        }

        return operands;
    }

    /// <summary>Whether the lock of the slots' table is held for the whole method, or was taken somewhere before this call.</summary>
    public bool HoldsPmdLock(IInvocationOperation call) =>
        OwnContract.Has(MethodTraits.NeedsPmdLock)
        || _survey.Calls.Exists(c => c.Has(MethodTraits.TakesPmdLock) && c.Start < call.Syntax.SpanStart);

    /// <summary>Whether the value of this variable is looked at anywhere.</summary>
    public bool IsRead(ISymbol variable) => _survey.Saw(variable, VariableUse.Read);

    /// <summary>Whether a lambda or local function looks at this variable, at whatever time.</summary>
    public bool IsReadInNested(ISymbol variable) => _survey.Saw(variable, VariableUse.ReadInNested);

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
        IsTablePinned = OwnContract.Has(MethodTraits.TableIsPinned)
            || _survey.Calls.Exists(c => c.Has(MethodTraits.PinsTable) || c.Contract.Claims.NamedLock is Vocabulary.PmdLock or Vocabulary.MmapWriteLock);
        IsSlotProtected = OwnContract.Has(MethodTraits.SlotIsProtected) || Contracts.ProtectsSlots(Method.ContainingType);
        NoteSlots();
        PopulatingCalls = _survey.Calls.FindAll(c => c.Has(MethodTraits.PopulatesSlot)).ConvertAll(c => c.Operation);

        // Conditions name temporaries and places, so all of these have to be known first.
        foreach (var block in Graph.Blocks)
        {
            if (block is { BranchValue: { } condition, ConditionKind: not ControlFlowConditionKind.None })
            {
                Conditions.Register(condition);
                _branches.Add(Question(condition));
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
    public bool IsReassigned(ISymbol variable) => _survey.Saw(variable, VariableUse.Written);

    /// <summary>Whether this variable points to something on this method's own stack.</summary>
    public bool PointsToCopy(ISymbol variable) => _survey.Saw(variable, VariableUse.PointsToCopy);

    private void NoteSlots()
    {
        foreach (var call in _survey.Calls)
        {
            for (var i = 0; i < call.Parameters.Length; i++)
            {
                NoteSpare(call, i);
                if ((call.Parameters[i].Contract & Contract.LiveSlot) != 0 && Storage.Find(call.Arguments[i].Value) is { } place)
                {
                    _liveSlots.Add(place);
                    if ((call.Contract.Result & Contract.ReturnsMapped) != 0)
                    {
                        NoteMapArguments(call);
                    }
                }
            }
        }
    }

    /// <summary>The places whose tables this method is to put into slots, and that may hold none.</summary>
    public IReadOnlyList<int> SpareTables => _spareTables;

    private void NoteSpare(SurveyedCall call, int argument)
    {
        if ((call.Parameters[argument].Contract & Contract.SpareTable) != 0 && Storage.Find(call.Arguments[argument].Value) is { } place
            && call.Arguments[argument].Parameter!.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } or { NullableAnnotation: NullableAnnotation.Annotated })
        {
            _spareTables.Add(place);
        }
    }

    private void NoteMapArguments(SurveyedCall map)
    {
        for (var i = 0; i < map.Parameters.Length; i++)
        {
            if (map.Parameters[i].RefKind != RefKind.Out)
            {
                NoteMapArgument(map.Arguments[i].Value);
            }
        }
    }

    private void NoteMapArgument(IOperation part)
    {
        if (Storage.Find(part) is { } named)
        {
            _mapArguments.Add(named);
        }

        foreach (var child in part.ChildOperations)
        {
            NoteMapArgument(child);
        }
    }

    /// <summary>Whether this condition asks a slot's value something of which a contract says what it means, or whether there was memory to fill it.</summary>
    public bool IsAboutState(IOperation condition)
    {
        var question = Question(condition);
        return HoldsFor(question) != 0 || (question is IInvocationOperation call && Contracts.Of(call.TargetMethod).Has(MethodTraits.PopulatesSlot));
    }

    /// <summary>For which states of a slot this question is answered by true, as bits; 0 where nobody says.</summary>
    public int HoldsFor(IOperation question) => question switch
    {
        IPropertyReferenceOperation property => Contracts.HoldsFor(property.Property),
        IInvocationOperation call => Contracts.HoldsFor(call.TargetMethod),
        _ => 0,
    };

    /// <summary>Whether control may come back to this call.</summary>
    public bool IsRepeated(IOperation call)
    {
        if (!_loops.Any)
        {
            return false;
        }

        _repeated ??= [.. _survey.Calls.Where(c => _loops.Contain(c.Block)).Select(c => c.Operation)];
        return _repeated.Contains(call);
    }

    /// <summary>Whether anything that might change a slot is called between these two places of the source.</summary>
    public bool ActsBetween(int from, int to)
    {
        _acts ??= [.. _survey.Calls.Where(c => !IsQuestion(c.Operation.TargetMethod, c.Contract)).Select(c => c.Operation.Syntax.Span).OrderBy(s => s.Start)];
        var at = _acts.BinarySearch(new TextSpan(from, 0), ByStart);
        for (at = at < 0 ? ~at : at; at < _acts.Count && _acts[at].Start < to; at++)
        {
            // A call whose argument stands at the second place comes after it.
            if (_acts[at].End <= to)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether something was called before this place that may have taken a lock without saying so.</summary>
    public bool MayBeUnderUnknownLock(int place) => _survey.Calls.Exists(c =>
        c.Operation.Syntax.Span.End <= place && (c.Contract.Result & Contract.ReturnsMapped) == 0 && !IsQuestion(c.Operation.TargetMethod, c.Contract));

    /// <summary>Whether this slot was given, before this place, to something that is neither a read, a write nor a lock: it may have looked.</summary>
    public bool MayHaveBeenLookedAt(int slot, int place) => _survey.Calls.Exists(c =>
        c.Operation.Syntax.Span.End <= place && !c.Has(MethodTraits.ReadsSlot | MethodTraits.MovesResources | MethodTraits.NamesLock | MethodTraits.Detaches)
        && c.Operation.Arguments.Any(a => (c.Contract.Parameter(a) & Contract.WritesSlot) == 0 && Storage.Find(a.Value) == slot));

    /// <summary>Whether a call asks something and does nothing.</summary>
    public static bool IsQuestion(IMethodSymbol target, MethodContract contract) =>
        contract.Has(MethodTraits.ReadsSlot | MethodTraits.Validates) || contract.IsPure || contract.IsAssertion || contract.Claims.HoldsFor != 0
        || target is { IsStatic: false, ContainingType.IsReadOnly: true };

    private static IOperation Question(IOperation condition)
    {
        while (condition.Kind is OperationKind.Unary or OperationKind.Conversion or OperationKind.Parenthesized)
        {
            condition = condition.ChildOperations.First();
        }

        return condition;
    }

    // Most methods have none, and then the original operations need not be looked at.
    private void NoteNested()
    {
        if (_survey.Lambdas.Count == 0 && Graph.LocalFunctions.IsEmpty)
        {
            return;
        }

        foreach (var nested in Graph.OriginalOperation.Descendants())
        {
            if (IsNestedFunction(nested))
            {
                _survey.NoteNested(nested);
            }
        }
    }

    private bool IsNestedFunction(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation lambda => !SymbolEqualityComparer.Default.Equals(lambda.Symbol, Method),
        ILocalFunctionOperation local => !SymbolEqualityComparer.Default.Equals(local.Symbol, Method),
        _ => false,
    };
}
