using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>Where an exception goes from inside a region: into the handlers and finally blocks around it, and out of the method.</summary>
internal sealed class ExceptionFlow(Action<BasicBlock, PathState> enter)
{
    /// <summary>
    /// Whether an exception may leave this operation, which stands in a try region, and meet a handler of this method. Calls of the family do not throw: a
    /// kernel primitive that is misused stops the machine.
    /// </summary>
    public static bool MayThrow(IOperation operation, ContractReader contracts) =>
        IsInTryStatement(operation.Syntax) && operation.DescendantsAndSelf().Any(o => o switch
        {
            IInvocationOperation call => !contracts.Of(call.TargetMethod).IsOfTheFamily,
            IObjectCreationOperation or IAwaitOperation or IDynamicInvocationOperation or IArrayElementReferenceOperation => true,
            _ => false,
        });

    /// <summary>Sends the path to whatever handles it. Whether it may also leave the method.</summary>
    public bool Leaves(ControlFlowGraph graph, ControlFlowRegion? from, PathState path, IOperation? thrown)
    {
        for (var region = from; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Finally, EnclosingRegion: { } interrupted })
            {
                // An exception out of a finally block takes the place of whatever the block was going to go on with.
                path.Leaving = path.Leaving?.Outer;
                region = interrupted;
                continue;
            }

            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } guarded)
            {
                continue;
            }

            if (guarded.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                var last = guarded.NestedRegions.Single(r => r.Kind == ControlFlowRegionKind.Finally);
                path.Leaving = new PendingExit(path.Leaving, null, 0, guarded.EnclosingRegion, thrown);
                enter(graph.Blocks[last.FirstBlockOrdinal], path);
                return false;
            }

            if (EnterHandlers(graph, guarded, path))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsInFilter(ControlFlowRegion? region)
    {
        for (; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Filter)
            {
                return true;
            }
        }

        return false;
    }

    private bool EnterHandlers(ControlFlowGraph graph, ControlFlowRegion guarded, PathState path)
    {
        var catchesAll = false;
        foreach (var handler in guarded.NestedRegions.Where(r => r.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
        {
            enter(graph.Blocks[handler.FirstBlockOrdinal], path.Copy());
            catchesAll |= handler.Kind == ControlFlowRegionKind.Catch
                && (handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } || IsException(handler.ExceptionType));
        }

        return catchesAll;
    }

    // A foreach, a using or a lock becomes a try region too; nobody wrote one there, and what throws in it throws out of the method as anywhere.
    private static bool IsInTryStatement(SyntaxNode operation) => operation.Ancestors()
        .TakeWhile(a => a is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
        .Any(a => a is TryStatementSyntax statement && statement.Block.FullSpan.Contains(operation.Span));

    /// <summary>Whether this finally block is one that the source spells out.</summary>
    public static bool IsSpelledOut(ControlFlowGraph graph, ControlFlowRegion? region)
    {
        while (region is not null && region.Kind != ControlFlowRegionKind.Finally)
        {
            region = region.EnclosingRegion;
        }

        return region is not null && Enumerable.Range(region.FirstBlockOrdinal, region.LastBlockOrdinal - region.FirstBlockOrdinal + 1)
            .Any(i => graph.Blocks[i].Operations.Any(o => !o.IsImplicit) || graph.Blocks[i].BranchValue is { IsImplicit: false });
    }

    private static bool IsException(ITypeSymbol type) =>
        type is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether anything around this region handles exceptions.</summary>
    public static bool IsInTry(ControlFlowRegion? region)
    {
        for (; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                return true;
            }
        }

        return false;
    }
}
