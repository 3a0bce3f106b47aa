using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Where in the source a way out of the method is. A <c>return;</c> leaves no operation in the graph, so it is found from what
/// was executed last.
/// </summary>
internal static class ExitPlace
{
    public static Location Of(ControlFlowBranch branch, MethodFlow method)
    {
        var source = branch.Source;
        if (branch.Semantics == ControlFlowBranchSemantics.Return && source.BranchValue is { Syntax: var result } && !branch.IsConditionalSuccessor)
        {
            return (result.FirstAncestorOrSelf<ReturnStatementSyntax>() ?? result).GetLocation();
        }

        if (source is { ConditionKind: not ControlFlowConditionKind.None, BranchValue.Syntax: ExpressionSyntax condition })
        {
            var truth = (source.ConditionKind == ControlFlowConditionKind.WhenTrue) == branch.IsConditionalSuccessor;
            return After(condition, truth)?.GetLocation() ?? EndOf(method);
        }

        var last = source.Operations.LastOrDefault()?.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        return Next(last)?.GetLocation() ?? EndOf(method);
    }

    /// <summary>The throw; for a bare <c>throw;</c>, which leaves no operation either, what comes after the last one.</summary>
    public static Location OfThrow(IOperation thrown) =>
        (thrown.Syntax.FirstAncestorOrSelf<ThrowStatementSyntax>()
            ?? Next(thrown.Syntax.FirstAncestorOrSelf<StatementSyntax>()) as ThrowStatementSyntax
            ?? thrown.Syntax).GetLocation();

    /// <summary>The closing brace of the body, or the expression that is the body.</summary>
    public static Location EndOf(MethodFlow method)
    {
        var syntax = method.Graph.OriginalOperation.Syntax;
        SyntaxNode? body = syntax switch
        {
            BaseMethodDeclarationSyntax m => (SyntaxNode?)m.Body ?? m.ExpressionBody,
            AccessorDeclarationSyntax a => (SyntaxNode?)a.Body ?? a.ExpressionBody,
            LocalFunctionStatementSyntax l => (SyntaxNode?)l.Body ?? l.ExpressionBody,
            AnonymousFunctionExpressionSyntax f => f.Body,
            _ => syntax,
        };
        return body is BlockSyntax block ? block.CloseBraceToken.GetLocation() : (body ?? syntax).GetLocation();
    }

    // What comes after a condition that was answered so: seen from the condition of the statement as a whole.
    private static StatementSyntax? After(ExpressionSyntax condition, bool truth)
    {
        for (SyntaxNode node = condition; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }:
                    truth = !truth;
                    break;
                case IfStatementSyntax choice when choice.Condition == node:
                    return truth ? First(choice.Statement) : choice.Else is { } other ? First(other.Statement) : Next(choice);
                case WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax:
                    return truth ? null : Next((StatementSyntax)parent);
                case SwitchLabelSyntax { Parent: SwitchSectionSyntax { Parent: SwitchStatementSyntax whole } section }:
                    return truth ? First(section.Statements[0]) : Next(whole);
                case StatementSyntax statement:
                    return Next(statement);
            }
        }

        return null;
    }

    private static StatementSyntax? First(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax => statement,
        BlockSyntax { Statements.Count: > 0 } block => First(block.Statements[0]),
        BlockSyntax => Next(statement),
        BreakStatementSyntax => Next(Broken(statement)),
        GotoStatementSyntax { Expression: IdentifierNameSyntax label } => Labelled(statement, label.Identifier.ValueText),
        LabeledStatementSyntax labelled => First(labelled.Statement),
        _ => null,
    };

    // The statement executed after this one ends, if it is a return; null at the end of the body.
    private static StatementSyntax? Next(StatementSyntax? statement)
    {
        for (SyntaxNode? node = statement; node is StatementSyntax or ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax; node = node.Parent)
        {
            var siblings = node.Parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => default,
            };
            var at = node is StatementSyntax current ? siblings.IndexOf(current) : -1;
            if (at >= 0 && at + 1 < siblings.Count)
            {
                return First(siblings[at + 1]);
            }
        }

        return null;
    }

    private static StatementSyntax? Broken(StatementSyntax statement) =>
        statement.Ancestors().OfType<StatementSyntax>().FirstOrDefault(s =>
            s is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax);

    private static StatementSyntax? Labelled(StatementSyntax jump, string name) =>
        jump.AncestorsAndSelf().Last(a => a is StatementSyntax).DescendantNodesAndSelf().OfType<LabeledStatementSyntax>()
            .FirstOrDefault(l => l.Identifier.ValueText == name) is { } labelled
            ? First(labelled)
            : null;
}
