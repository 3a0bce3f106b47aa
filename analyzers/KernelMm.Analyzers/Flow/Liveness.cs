using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Which variables are still read after each block's entry. Two paths that differ only in what nobody will look at again are one:
/// without that, every "if it is mapped, use it" would double the paths for the rest of the method.
/// </summary>
internal sealed class Liveness
{
    private readonly MethodFlow _method;
    private readonly HashSet<int>[] _read;
    private readonly HashSet<int>[] _written;
    private readonly HashSet<int>[] _liveIn;

    public Liveness(MethodFlow method)
    {
        _method = method;
        var blocks = method.Graph.Blocks;
        _read = blocks.Select(_ => new HashSet<int>()).ToArray();
        _written = blocks.Select(_ => new HashSet<int>()).ToArray();
        _liveIn = blocks.Select(_ => new HashSet<int>()).ToArray();
        foreach (var block in blocks)
        {
            Scan(block);
        }

        Solve();
    }

    /// <summary>Forgets what nobody reads any more from this block on, but nothing that something is still owed for.</summary>
    public void Prune(PathState path, int block)
    {
        var mentioned = new bool[path.SiteCount];
        for (var place = path.NextLocation(-1); place >= 0; place = path.NextLocation(place))
        {
            var value = path[place];
            if (IsDead(place, block) && !IsOwed(path, value))
            {
                path[place] = Value.Unknown;
            }
            else if (value.IsAboutMapping)
            {
                mentioned[value.Index] = true;
            }
        }

        for (var condition = 0; condition < path.AnswerCount; condition++)
        {
            if (path.Answer(condition) is not null && _method.Conditions.Places(condition).Any(p => IsDead(p, block)))
            {
                path.SetAnswer(condition, null);
            }
        }

        for (var site = path.NextSite(-1); site >= 0; site = path.NextSite(site))
        {
            if (path.Site(site) is { OwesRelease: false, OwesUnlock: false, Status: not (MappingStatus.Absent or MappingStatus.GaveUp) }
                && !mentioned[site] && !IsToBeKept(path, site))
            {
                path.SetSite(site, default);
            }
        }
    }

    // That a map failed is asked once more where it is tried again, and wherever something else is held.
    private bool IsToBeKept(PathState path, int site) =>
        path.Site(site).Status == MappingStatus.Null
        && (_method.Facts.All(FactKind.Held).Count > 0 || (_method.Sites[site].SlotPlace >= 0 && _method.IsRepeated(_method.Sites[site].Operation)));

    private static bool IsOwed(PathState path, Value value) =>
        value.Kind is ValueKind.Pointer or ValueKind.Lock && path.Site(value.Index) is { OwesRelease: true } or { OwesUnlock: true };

    private bool IsDead(int place, int block)
    {
        var root = _method.Storage.Locations.RootOf(place);
        return !_liveIn[block].Contains(root)
            && (_method.Storage.Locations.Symbol(root) is not { } symbol || (_method.Storage.IsPrivate(symbol) && !_method.IsReadInNested(symbol)));
    }

    private void Scan(BasicBlock block)
    {
        foreach (var operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
        {
            foreach (var inner in operation.DescendantsAndSelf())
            {
                if (inner is ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation
                    && !MethodFlow.IsWrittenOnly(inner)
                    && _method.Storage.Find(inner) is { } place
                    && !_written[block.Ordinal].Contains(place))
                {
                    _read[block.Ordinal].Add(place);
                }
            }

            if (Written(operation) is { } target)
            {
                _written[block.Ordinal].Add(target);
            }
        }
    }

    private int? Written(IOperation operation) => operation switch
    {
        IFlowCaptureOperation capture => _method.Storage.Locations.Capture(capture.Id),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => Written(assignment),
        ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment =>
            _method.Storage.Find(assignment.Target),
        _ => null,
    };

    private void Solve()
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            for (var i = _liveIn.Length - 1; i >= 0; i--)
            {
                var before = _liveIn[i].Count;
                foreach (var next in Next(_method.Graph.Blocks[i]))
                {
                    _liveIn[i].UnionWith(_liveIn[next].Where(p => !_written[i].Contains(p)));
                }

                _liveIn[i].UnionWith(_read[i]);
                changed |= _liveIn[i].Count != before;
            }
        }
    }

    private IEnumerable<int> Next(BasicBlock block)
    {
        foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
        {
            if (branch?.Destination is { } destination)
            {
                yield return destination.Ordinal;
            }

            if (branch?.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling)
            {
                // Where a finally block goes on depends on how it was entered: anything may still be read.
                for (var i = 0; i < _liveIn.Length; i++)
                {
                    yield return i;
                }
            }
        }

        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } guarded })
            {
                foreach (var handler in guarded.NestedRegions.Where(r => r != region))
                {
                    yield return handler.FirstBlockOrdinal;
                }
            }
        }
    }
}
