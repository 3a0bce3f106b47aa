using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Which variables are still read after each block's entry. Two paths that differ only in what nobody will look at again are one:
/// without that, every "if it is mapped, use it" would double the paths for the rest of the method.
/// </summary>
internal sealed class Liveness(MethodFlow method)
{
    private BitSet[]? _liveIn;

    /// <summary>Forgets what nobody reads any more from this block on, but nothing that something is still owed for.</summary>
    public void Prune(PathState path, int block)
    {
        // Most methods never have so many paths anywhere that one has to be forgotten.
        _liveIn ??= Solve();
        var mentioned = new bool[path.SiteCount];
        for (var place = path.NextLocation(-1); place >= 0; place = path.NextLocation(place))
        {
            var value = path[place];
            if (IsDead(place, block) && !IsOwed(path, value))
            {
                path[place] = Value.Unknown;
            }
            else
            {
                Mention(value, mentioned);
            }
        }

        for (var condition = 0; condition < path.AnswerCount; condition++)
        {
            if (path.Answer(condition) is not null && IsAnyDead(method.Conditions.Places(condition), block))
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

    private static void Mention(Value value, bool[] mentioned)
    {
        if (value.Kind == ValueKind.Both)
        {
            Mention(value.Parts.Left, mentioned);
            Mention(value.Parts.Right, mentioned);
        }
        else if (value.IsAboutMapping)
        {
            mentioned[value.Index] = true;
        }
    }

    // That a map failed is asked once more where it is tried again, and wherever something else is held.
    private bool IsToBeKept(PathState path, int site) =>
        path.Site(site).Status == MappingStatus.Null
        && (method.Facts.All(FactKind.Held).Count > 0 || (method.Sites[site].SlotPlace >= 0 && method.IsRepeated(method.Sites[site].Operation)));

    private static bool IsOwed(PathState path, Value value) =>
        value.Kind is ValueKind.Pointer or ValueKind.Lock && path.Site(value.Index) is { OwesRelease: true } or { OwesUnlock: true };

    private bool IsDead(int place, int block)
    {
        var root = method.Storage.Locations.RootOf(place);
        return !_liveIn![block].Contains(root)
            && (method.Storage.Locations.Symbol(root) is not { } symbol || (method.Storage.IsPrivate(symbol) && !method.IsReadInNested(symbol)));
    }

    private bool IsAnyDead(IReadOnlyCollection<int> places, int block)
    {
        foreach (var place in places)
        {
            if (IsDead(place, block))
            {
                return true;
            }
        }

        return false;
    }

    private BitSet[] Solve()
    {
        var (live, written) = (Empty(), Empty());
        foreach (var block in method.Graph.Blocks)
        {
            Scan(block, live[block.Ordinal], written[block.Ordinal]);
        }

        var next = method.Graph.Blocks.Select(Next).ToArray();
        bool changed;
        do
        {
            changed = false;
            for (var i = live.Length - 1; i >= 0; i--)
            {
                foreach (var successor in next[i])
                {
                    changed |= live[i].UnionWithout(live[successor], written[i]);
                }
            }
        }
        while (changed);
        return live;
    }

    private BitSet[] Empty() => method.Graph.Blocks.Select(_ => new BitSet()).ToArray();

    // What the block reads before it writes it.
    private void Scan(BasicBlock block, BitSet read, BitSet written)
    {
        foreach (var operation in block.Operations)
        {
            Scan(operation, read, written);
        }

        if (block.BranchValue is { } value)
        {
            Scan(value, read, written);
        }
    }

    private void Scan(IOperation operation, BitSet read, BitSet written)
    {
        ScanReads(operation, read, written);
        if (Written(operation) is { } target)
        {
            written.Add(target);
        }
    }

    private void ScanReads(IOperation operation, BitSet read, BitSet written)
    {
        if (operation.Kind is OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.FlowCaptureReference
            && !Survey.IsWrittenOnly(operation)
            && method.Storage.Find(operation) is { } place
            && !written.Contains(place))
        {
            read.Add(place);
        }

        foreach (var child in operation.ChildOperations)
        {
            ScanReads(child, read, written);
        }
    }

    private int? Written(IOperation operation) => operation switch
    {
        IFlowCaptureOperation capture => method.Storage.Locations.Capture(capture.Id),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => Written(assignment),
        ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment =>
            method.Storage.Find(assignment.Target),
        _ => null,
    };

    private int[] Next(BasicBlock block)
    {
        if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            // Where a finally block goes on depends on how it was entered: anything may still be read.
            return Enumerable.Range(0, method.Graph.Blocks.Length).ToArray();
        }

        var next = new List<int>();
        foreach (var branch in (ControlFlowBranch?[])[block.ConditionalSuccessor, block.FallThroughSuccessor])
        {
            if (branch?.Destination is { } destination)
            {
                next.Add(destination.Ordinal);
            }
        }

        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } guarded })
            {
                next.AddRange(guarded.NestedRegions.Where(r => r != region).Select(r => r.FirstBlockOrdinal));
            }
        }

        return next.ToArray();
    }
}
