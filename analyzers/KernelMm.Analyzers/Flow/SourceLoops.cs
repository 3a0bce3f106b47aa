using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Where uses of a mapping stand among the loops that the source spells out. Paths come to a use again and again; where it stands
/// is found once.
/// </summary>
internal sealed class SourceLoops(Loops loops)
{
    private readonly Dictionary<(IOperation, int), bool> _inLoop = [];
    private readonly Dictionary<(IOperation, int), bool> _behind = [];

    /// <summary>Whether this stands in a loop that the map does not stand in: one that goes over the entries of one mapping.</summary>
    public bool IsInLoopOver(MappingSite map, IOperation operand) => loops.Any && Remember(_inLoop, map, operand, LooksInLoopOver);

    /// <summary>Whether what comes here from the map has passed loops that run at least once, so that one that still stands at the start left the first of them before its first step.</summary>
    public bool IsBehindDoLoops(MappingSite map, IOperation operand) => Remember(_behind, map, operand, LooksBehindDoLoops);

    private static bool Remember(
        Dictionary<(IOperation, int), bool> known, MappingSite map, IOperation operand, Func<SyntaxNode, SyntaxNode, bool> look)
    {
        if (!known.TryGetValue((operand, map.Index), out var answer))
        {
            known.Add((operand, map.Index), answer = look(map.Operation.Syntax, operand.Syntax));
        }

        return answer;
    }

    private static bool LooksInLoopOver(SyntaxNode map, SyntaxNode operand)
    {
        var around = operand.Ancestors().FirstOrDefault(a =>
            IsLoop(a) || a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
        return around is not null && IsLoop(around) && !around.Span.Contains(map.Span);
    }

    private static bool LooksBehindDoLoops(SyntaxNode map, SyntaxNode operand)
    {
        if (operand.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || operand.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return false;
        }

        while (statement.Parent is LabeledStatementSyntax label)
        {
            statement = label;
        }

        var between = member.DescendantNodes()
            .Where(n => IsLoop(n) && n.SpanStart > map.SpanStart && n.Span.End < statement.SpanStart)
            .ToList();
        return between.Count > 0 && between.TrueForAll(l => l is DoStatementSyntax && l.Parent == statement.Parent);
    }

    private static bool IsLoop(SyntaxNode node) =>
        node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;
}
