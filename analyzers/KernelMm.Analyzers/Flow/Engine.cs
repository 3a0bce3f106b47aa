using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// The dataflow engine: follows every mapping of one method through its control-flow graph until nothing new arrives anywhere,
/// then goes through the blocks once more and notes what it sees. Paths are kept where they meet; between those blocks each runs
/// through. No path is enumerated and no step is limited; see <see cref="BlockState"/> for why it ends.
/// </summary>
internal sealed class Engine
{
    private readonly MethodFlow _method;
    private readonly ExceptionFlow _exceptions;
    private readonly Liveness _liveness;
    private readonly BlockState?[] _states;
    private readonly WorkList _work;

    // Paths on their way from one meeting to the next.
    private readonly Stack<(BasicBlock Block, PathState Path)> _running = new();
    private readonly Findings _findings = new();

    // Set in the second pass: paths are looked at and no longer sent on.
    private bool _looking;

    private Engine(MethodFlow method)
    {
        _method = method;
        _liveness = new Liveness(method);
        _states = new BlockState?[method.Graph.Blocks.Length];
        _work = new WorkList(_states.Length);
        _exceptions = new ExceptionFlow(Enter);
    }

    public static Findings Analyze(MethodFlow method) => new Engine(method).Run();

    private Findings Run()
    {
        var start = new PathState();
        new Evaluator(_method, start, null).Enter();
        Enter(_method.Graph.Blocks[0], start);
        var fresh = new List<PathState>();
        while (_work.TryTake(out var next))
        {
            _states[next]!.TakeFresh(fresh);
            foreach (var path in fresh)
            {
                Run(_method.Graph.Blocks[next], path);
            }

            fresh.Clear();
        }

        Look();
        new ExitFacts(_method, _findings).Say();
        return _findings;
    }

    private void Look()
    {
        _looking = true;
        foreach (var block in _method.Graph.Blocks)
        {
            // Nobody needs the paths any more, so none has to be copied.
            if (_states[block.Ordinal] is { } state)
            {
                foreach (var path in state.Paths)
                {
                    Run(block, path);
                }
            }
        }
    }

    private void Run(BasicBlock from, PathState path)
    {
        _running.Push((from, path));
        while (_running.Count > 0)
        {
            var (block, next) = _running.Pop();
            Walk(block, next);
        }
    }

    private void Walk(BasicBlock block, PathState path)
    {
        _findings.Steps += _looking ? 0 : 1;
        var evaluator = new Evaluator(_method, path, _looking ? _findings : null);
        var isGuarded = ExceptionFlow.IsInTry(block.EnclosingRegion);
        foreach (var operation in block.Operations)
        {
            if (isGuarded && ExceptionFlow.MayThrow(operation, _method.Contracts))
            {
                Raise(block.EnclosingRegion, path.Copy(), thrown: null);
            }

            evaluator.Visit(operation);
            if (path.IsDead)
            {
                return;
            }
        }

        if (isGuarded && block.BranchValue is { } value && ExceptionFlow.MayThrow(value, _method.Contracts))
        {
            Raise(block.EnclosingRegion, path.Copy(), thrown: null);
        }

        Leave(block, path, evaluator);
    }

    private void Leave(BasicBlock block, PathState path, Evaluator evaluator)
    {
        var answer = evaluator.Visit(block.BranchValue);
        if (path.IsDead)
        {
            return;
        }

        if (block.ConditionalSuccessor is { } conditional)
        {
            if (IsSettled(conditional) && IsSettled(block.FallThroughSuccessor))
            {
                return;
            }

            var truth = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            if (!IsSteady(block.BranchValue!, answer))
            {
                evaluator.NoteUnsteady();
            }

            Part(path.Copy(), block.BranchValue!, answer, truth, conditional);
            Part(path, block.BranchValue!, answer, !truth, block.FallThroughSuccessor);
        }
        else
        {
            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue is { } result)
            {
                evaluator.Return(answer, result);
            }

            Follow(block.FallThroughSuccessor, path);
        }
    }

    // In the second pass: what arrives where this leads has been followed, and is looked at there.
    private bool IsSettled(ControlFlowBranch? branch) =>
        _looking && branch is { Semantics: ControlFlowBranchSemantics.Regular, Destination: { } destination }
        && (!branch.FinallyRegions.IsEmpty || (destination.Kind != BasicBlockKind.Exit && IsMeeting(destination)));

    // Where paths may meet: whatever has not exactly one block before it. Each cycle has such a block, since something jumps back there.
    private static bool IsMeeting(BasicBlock block) =>
        block.Predecessors.Length != 1 || block.Predecessors[0].Source.Ordinal >= block.Ordinal;

    // Whether the same branch would go the same way once more, if nothing but time has passed.
    private bool IsSteady(IOperation condition, Value answer) =>
        !_method.HasSlotMaps || _method.IsAboutState(condition) || answer.Kind switch
        {
            ValueKind.Unknown or ValueKind.Condition or ValueKind.Both => _method.Conditions.IsSteady(condition),
            ValueKind.HeldTest or ValueKind.LockTest or ValueKind.ValidTest => false,
            _ => true,
        };

    private void Part(PathState path, IOperation condition, Value test, bool truth, ControlFlowBranch? branch)
    {
        path.Failed = -1;
        var evaluator = new Evaluator(_method, path, null);
        evaluator.Assume(test, truth);
        if (_method.HasSlotMaps && !path.IsDead)
        {
            evaluator.AssumeState(condition, truth);
        }

        if (!path.IsDead)
        {
            Follow(branch, path);
        }
    }

    private void Follow(ControlFlowBranch? branch, PathState path)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                Complete(branch, 0, path);
                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                // A switch expression that matches nothing throws, and nobody has written that: it is one more call that may.
                Raise(
                    branch.Source.EnclosingRegion,
                    path,
                    branch.Source.BranchValue?.Syntax is SwitchExpressionSyntax ? null : branch.Source.BranchValue ?? branch.Source.Operations.LastOrDefault());
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                EndFinally(branch.Source, path);
                break;
        }
    }

    /// <summary>Goes on along a branch: through the finally blocks that it leaves, innermost first, and then to where it leads.</summary>
    private void Complete(ControlFlowBranch branch, int nextFinally, PathState path)
    {
        if (nextFinally < branch.FinallyRegions.Length)
        {
            path.Leaving = new PendingExit(path.Leaving, branch, nextFinally + 1, null, null);
            Enter(_method.Graph.Blocks[branch.FinallyRegions[nextFinally].FirstBlockOrdinal], path);
        }
        else if (branch.Destination is { Kind: BasicBlockKind.Exit })
        {
            Exit(path, ExitPlace.Of(branch, _method), byException: false, isThrown: false);
        }
        else if (branch.Destination is { } destination && IsMeeting(destination))
        {
            Enter(destination, path);
        }
        else if (branch.Destination is { } next)
        {
            _running.Push((next, path));
        }
    }

    private void EndFinally(BasicBlock end, PathState path)
    {
        if (path.Leaving is not { } pending || ExceptionFlow.IsInFilter(end.EnclosingRegion))
        {
            return;
        }

        path.Leaving = pending.Outer;
        if (pending.Branch is { } branch)
        {
            Complete(branch, pending.NextFinally, path);
        }
        else
        {
            path.LeftFinally |= ExceptionFlow.IsSpelledOut(_method.Graph, end.EnclosingRegion);
            Raise(pending.RaisedIn, path, pending.Thrown);
        }
    }

    private void Raise(ControlFlowRegion? from, PathState path, IOperation? thrown)
    {
        if (_exceptions.Leaves(_method.Graph, from, path, thrown))
        {
            var place = thrown is null ? ExitPlace.EndOf(_method) : ExitPlace.OfThrow(thrown);

            // Past no finally block that could have released: the method has not said that it means to live through exceptions.
            if (thrown is not null || path.LeftFinally)
            {
                Exit(path, place, byException: thrown is null, isThrown: true);
            }
        }
    }

    private void Enter(BasicBlock block, PathState path)
    {
        if (block.Predecessors.Length > 1)
        {
            path.Failed = -1;
        }

        if (!_looking && (_states[block.Ordinal] ??= new BlockState(_liveness, block.Ordinal)).Add(path))
        {
            _work.Add(block.Ordinal);
        }
    }

    private void Exit(PathState path, Location place, bool byException, bool isThrown)
    {
        if (!_looking)
        {
            return;
        }

        var evaluator = new Evaluator(_method, path, _findings);
        _findings.Arrived(place, path, isThrown);
        for (var i = path.NextSite(-1); i >= 0; i = path.NextSite(i))
        {
            var (site, state) = (_method.Sites[i], path.Site(i));
            if (state.Status == MappingStatus.GaveUp)
            {
                _findings.Add(new Finding(FindingKind.GaveUp, site, place));
            }
            else if (!site.IsForeign && (state.OwesRelease || state.OwesUnlock || site.IsHalfHandedOver(state)))
            {
                evaluator.SayOwed(site, state, place, byException);
            }
        }
    }
}
