using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>How far a loop goes over the entries of a mapping.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What a contract says of a number that is read: it may be of more entries than a table has left.</summary>
    private Value Counted(ISymbol symbol, Value otherwise) =>
        otherwise.Kind == ValueKind.Unknown && (method.Contracts.OfStorage(symbol) & Contract.MayExceedTable) != 0 ? Value.PageCount : otherwise;

    /// <summary>Something is compared with such a number: in a loop's condition, a bound.</summary>
    private void NoteBound(IBinaryOperation comparison, Value left, Value right)
    {
        if (left.Kind == ValueKind.PageCount || right.Kind == ValueKind.PageCount)
        {
            var bound = method.Facts.Of(
                FactKind.Bound, comparison, n => new Fact(n, FactKind.Bound, method.Site(comparison, -8, method.Method, isForeign: true)));
            path.SetMark(bound.Number, Mark.Happened);
        }
    }

    /// <summary>A pointer goes on in a loop: what bounds the loop has to be the table's.</summary>
    private void SayWalksPast(int site, IOperation step)
    {
        var bounds = findings is null ? [] : method.Facts.All(FactKind.Bound).FindAll(b => path.Mark(b.Number) == Mark.Happened);
        if (bounds.Count != 1 || path.Site(site).Status != MappingStatus.Mapped || !method.Loops.IsInLoopOver(method.Sites[site], step))
        {
            // Where the number is compared elsewhere too, it may have been found to be small enough.
            return;
        }

        var bound = bounds[0].Site.Operation;
        if (LoopAround(step.Syntax) is { } loop && LoopAround(bound.Syntax) == loop && !HasOtherBound(loop, bound.Syntax))
        {
            findings!.Add(Found(FindingKind.WalksPastTable, site, bound, Use.Advanced) with { Pointer = NameOf(step.Syntax), Detail = bound.Syntax.ToString() });
        }
    }

    private static bool HasOtherBound(SyntaxNode loop, SyntaxNode bound)
    {
        var stepped = new HashSet<string>(loop.DescendantNodes().Select(Stepped).OfType<string>());
        return loop.DescendantNodes().OfType<BinaryExpressionSyntax>().Any(b => b != bound && b.Kind() switch
        {
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => true,
            SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => stepped.Contains(b.Left.ToString()) || stepped.Contains(b.Right.ToString()),
            _ => false,
        });
    }

    private static string? Stepped(SyntaxNode node) => node switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step => step.Operand.ToString(),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => step.Operand.ToString(),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression } step => step.Left.ToString(),
        _ => null,
    };
}
