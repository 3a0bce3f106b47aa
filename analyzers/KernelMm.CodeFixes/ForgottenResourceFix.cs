using System.Collections.Immutable;
using System.Composition;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>KMM0018: gives the resource back before the exit, by the call that does it on another path.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForgottenResourceFix))]
[Shared]
public sealed class ForgottenResourceFix : CodeFixProvider
{
    private const string Key = "KernelMm.GiveBackBeforeExit";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0018"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new DocumentFixAll(Edit);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (Plan(root!, model!, diagnostic) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Give it back before the method is left",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], Key, Edit, cancel),
                        Key),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        if (Plan(editor.OriginalRoot, model, diagnostic) is var (exit, release))
        {
            Statements.InsertBefore(editor, exit, [release]);
        }
    }

    // Only before a return that does not itself need what is given back.
    private static (ReturnStatementSyntax Exit, StatementSyntax Release)? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Release, out var call);
        return call is not null
            && Statements.At(root, diagnostic.Location) is ReturnStatementSyntax { Expression: null or LiteralExpressionSyntax or IdentifierNameSyntax or PrefixUnaryExpressionSyntax or MemberAccessExpressionSyntax } exit
            && SyntaxFactory.ParseExpression(call) is InvocationExpressionSyntax release
            && Names(release).All(n => model.LookupSymbols(exit.SpanStart, name: n).Any())
            ? (exit, Statements.Parse(call + ";\n"))
            : null;
    }

    // What the call names by itself: not the members of what it names.
    private static IEnumerable<string> Names(SyntaxNode call) => call.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(n => n.Parent is not MemberAccessExpressionSyntax member || member.Expression == n)
        .Select(n => n.Identifier.ValueText);
}
