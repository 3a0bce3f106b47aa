using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>
/// KMM0021: what a retired helper's answer led to becomes the answer to the map that follows it in the same list of statements;
/// where that map is tested already, the helper's question goes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetiredHelperFix))]
[Shared]
public sealed class RetiredHelperFix : CodeFixProvider
{
    private const string Key = "KernelMm.AskTheMap";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0021"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new DocumentFixAll(Edit);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Plan(root!, model!, diagnostic) is { } plan)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        plan.Test is null ? "Leave the question to the map's test" : "Ask the map instead",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], Key, Edit, cancel),
                        Key),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        if (Plan(editor.OriginalRoot, model, diagnostic) is not var (asked, map, test))
        {
            return;
        }

        if (test is not null)
        {
            Statements.InsertAfter(editor, map.Statement, [test]);
        }

        editor.RemoveNode(asked, SyntaxRemoveOptions.KeepNoTrivia);
    }

    private static (IfStatementSyntax Asked, MapCall Map, StatementSyntax? Test)? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
            || call.Parent is not IfStatementSyntax { Else: null } asked
            || asked.Condition != call
            || !Statements.IsInList(asked))
        {
            return null;
        }

        var following = Statements.Siblings(asked).SkipWhile(s => s != asked).Skip(1).ToList();
        var at = following.FindIndex(s => FindMap(root, model, s) is not null);
        if (at < 0 || FindMap(root, model, following[at]) is not { Pointer: { } pointer } map)
        {
            return null;
        }

        if (at + 1 < following.Count && following[at + 1] is IfStatementSyntax tested && tested.Condition.ToString().Contains(pointer))
        {
            return (asked, map, null);
        }

        // In between nothing may have been taken that the helper's way out does not give back.
        return following.Take(at).All(s => s is LocalDeclarationStatementSyntax && !s.DescendantNodes().OfType<InvocationExpressionSyntax>().Any())
            ? (asked, map, Statements.Parse($"if ({map.IsNull(pointer)})\n{asked.Statement.WithoutTrivia()}\n"))
            : null;
    }

    // A map that stands in the list itself, and not in a loop or a branch of it.
    private static MapCall? FindMap(SyntaxNode root, SemanticModel model, StatementSyntax statement)
    {
        while (statement is LabeledStatementSyntax label)
        {
            statement = label.Statement;
        }

        return statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax
            ? statement.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(c => model.GetSymbolInfo(c).Symbol is IMethodSymbol method && IsMap(method))
                .Select(c => MapCall.Find(root, model, c.GetLocation()))
                .FirstOrDefault(m => m is not null)
            : null;
    }

    private static bool IsMap(IMethodSymbol method) =>
        method.GetReturnTypeAttributes().Select(a => a.AttributeClass?.Name).ToList() is var names
        && names.Contains("MayFailAttribute") && names.Contains("ReturnsMappedAttribute");
}
