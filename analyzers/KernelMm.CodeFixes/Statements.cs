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
        SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

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
            editor.InsertAfter(statement, added);
        }
        else
        {
            editor.ReplaceNode(statement, (current, _) => Block([(StatementSyntax)current, .. added]));
        }
    }

    public static void InsertBefore(SyntaxEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> added)
    {
        if (IsInList(statement))
        {
            editor.InsertBefore(statement, added);
        }
        else
        {
            // A block that an earlier edit put here keeps its last statement last.
            editor.ReplaceNode(statement, (current, _) => current is BlockSyntax block
                ? block.WithStatements(block.Statements.InsertRange(block.Statements.Count - 1, added))
                : Block([.. added, (StatementSyntax)current]));
        }
    }

    public static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax;

    /// <summary>The list of statements that this one stands in.</summary>
    public static SyntaxList<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };

    private static BlockSyntax Block(IEnumerable<StatementSyntax> statements) =>
        SyntaxFactory.Block(statements.Select(s => s.WithoutLeadingTrivia().WithLeadingTrivia(SyntaxFactory.ElasticMarker)))
            .WithAdditionalAnnotations(Formatter.Annotation);
}
