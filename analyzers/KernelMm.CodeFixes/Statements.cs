using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace KernelMm.CodeFixes;

/// <summary>Puts statements into code so that they land where they are meant to, whether there is a block or not.</summary>
internal static class Statements
{
    public static StatementSyntax Parse(string text) =>
        SyntaxFactory.ParseStatement(text).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The statement without what stood around it, ready to stand in this neighbour's file.</summary>
    public static StatementSyntax OnItsOwnLine(StatementSyntax statement, SyntaxNode neighbour) =>
        statement
            .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
            .WithTrailingTrivia(LineEnd(neighbour))
            .WithAdditionalAnnotations(Formatter.Annotation);

    private static IEnumerable<StatementSyntax> OnTheirOwnLines(IEnumerable<StatementSyntax> statements, SyntaxNode neighbour) =>
        statements.Select(s => OnItsOwnLine(s, neighbour));

    private static SyntaxTrivia LineEnd(SyntaxNode neighbour) =>
        neighbour.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end
            ? end
            : SyntaxFactory.ElasticCarriageReturnLineFeed;

    /// <summary>The statement itself or the label in front of it: what stands in a list of statements.</summary>
    public static StatementSyntax Outermost(StatementSyntax statement)
    {
        while (statement.Parent is LabeledStatementSyntax label)
        {
            statement = label;
        }

        return statement;
    }

    public static void InsertAfter(SyntaxEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> added)
    {
        statement = Outermost(statement);
        if (IsInList(statement))
        {
            editor.InsertAfter(statement, OnTheirOwnLines(added, statement));
        }
        else
        {
            editor.ReplaceNode(statement, (current, _) => Block(statement, [(StatementSyntax)current, .. added]));
        }
    }

    public static void InsertBefore(SyntaxEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> added)
    {
        if (IsInList(statement))
        {
            editor.InsertBefore(statement, OnTheirOwnLines(added, statement));
        }
        else
        {
            // A block that an earlier edit put here keeps its last statement last.
            editor.ReplaceNode(statement, (current, _) => current is BlockSyntax block
                ? block.WithStatements(block.Statements.InsertRange(block.Statements.Count - 1, OnTheirOwnLines(added, statement)))
                : Block(statement, [.. added, (StatementSyntax)current]));
        }
    }

    public static void Replace(SyntaxEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> by)
    {
        if (IsInList(statement))
        {
            editor.InsertAfter(statement, OnTheirOwnLines(by.Skip(1), statement));
            editor.ReplaceNode(statement, by[0].WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
        }
        else
        {
            editor.ReplaceNode(statement, Block(statement, by));
        }
    }

    public static StatementSyntax? At(SyntaxNode root, Location location) =>
        root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>();

    /// <summary>Whether control may leave this statement otherwise than to the next, or come into it from elsewhere.</summary>
    public static bool MayLeave(StatementSyntax statement) => statement.DescendantNodesAndSelf().Any(n =>
        n is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or GotoStatementSyntax or BreakStatementSyntax
            or ContinueStatementSyntax or LabeledStatementSyntax or YieldStatementSyntax);

    public static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax;

    /// <summary>The list of statements that this one stands in.</summary>
    public static SyntaxList<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };

    private static BlockSyntax Block(StatementSyntax original, IEnumerable<StatementSyntax> statements) =>
        SyntaxFactory.Block(OnTheirOwnLines(statements, original))
            .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
            .WithTrailingTrivia(original.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
}
