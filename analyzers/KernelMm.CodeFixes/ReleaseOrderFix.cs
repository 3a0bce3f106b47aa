using System.Collections.Immutable;
using System.Composition;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>KMM0009: exchanges two releases that stand one behind the other.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseOrderFix))]
[Shared]
public sealed class ReleaseOrderFix : CodeFixProvider
{
    private const string Key = "KernelMm.LastMappedFirst";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0009"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new DocumentFixAll(Edit);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (Plan(root!, diagnostic) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Release the last mapped first",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], Key, Edit, cancel),
                        Key),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        if (Plan(editor.OriginalRoot, diagnostic) is var (first, second))
        {
            editor.ReplaceNode(first, second.WithTriviaFrom(first));
            editor.ReplaceNode(second, first.WithTriviaFrom(second));
        }
    }

    // Three mappings in a row would need two exchanges, and three diagnostics say so: those are left to a person.
    private static (StatementSyntax First, StatementSyntax Second)? Plan(SyntaxNode root, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Pointer, out var later);
        if (later is null || Statements.At(root, diagnostic.Location) is not ExpressionStatementSyntax first || !Statements.IsInList(first))
        {
            return null;
        }

        var siblings = Statements.Siblings(first);
        var next = siblings.IndexOf(first) + 1;
        return next < siblings.Count
            && siblings[next] is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } second
            && call.ArgumentList.Arguments.Any(a => a.Expression.ToString() == later)
            ? (first, second)
            : null;
    }
}
