using System.Collections.Immutable;
using System.Composition;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>
/// KMM0005: takes the second of two releases away, where both stand in one list of statements and nothing between them may leave
/// it; puts a release that null comes to under a test.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DoubleReleaseFix))]
[Shared]
public sealed class DoubleReleaseFix : CodeFixProvider
{
    private const string RemoveKey = "KernelMm.RemoveSecondRelease";
    private const string GuardKey = "KernelMm.ReleaseWhereMapped";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new DocumentFixAll((editor, model, diagnostic, key) =>
    {
        if (Plan(editor.OriginalRoot, model, diagnostic) is var (planned, edit) && (planned == key || key == Outcome.FittingKey))
        {
            edit(editor);
        }
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (Plan(root!, model!, diagnostic) is var (key, _))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        key == RemoveKey ? "Remove the second release" : "Release only where it is mapped",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], key, Edit, cancel),
                        key),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key) =>
        Plan(editor.OriginalRoot, model, diagnostic)?.Edit(editor);

    private static (string Key, Action<SyntaxEditor> Edit)? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        if (Statements.At(root, diagnostic.Location) is not ExpressionStatementSyntax release)
        {
            return null;
        }

        diagnostic.Properties.TryGetValue(DiagnosticFacts.Use, out var use);
        return use == DiagnosticFacts.Again ? Remove(root, release, diagnostic.AdditionalLocations[0]) : Guard(root, model, release, diagnostic);
    }

    private static (string, Action<SyntaxEditor>)? Remove(SyntaxNode root, ExpressionStatementSyntax second, Location firstPlace)
    {
        if (Statements.At(root, firstPlace) is not { } first || !Statements.IsInList(first))
        {
            return null;
        }

        var siblings = Statements.Siblings(first);
        var (from, to) = (siblings.IndexOf(first), siblings.IndexOf(second));
        return to > from && !siblings.Skip(from).Take(to - from).Any(Statements.MayLeave)
            ? (RemoveKey, editor => editor.RemoveNode(second, SyntaxRemoveOptions.KeepNoTrivia))
            : null;
    }

    // Only for a pointer that can be read twice without doing anything twice.
    private static (string, Action<SyntaxEditor>)? Guard(SyntaxNode root, SemanticModel model, ExpressionStatementSyntax release, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax pointer
            || pointer is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || model.GetTypeInfo(pointer).Type is not { } type)
        {
            return null;
        }

        var guarded = Statements.Parse($"if ({MapCall.IsMapped(type, pointer.ToString())})\n{{\n{release.WithoutTrivia()}\n}}\n");
        return (GuardKey, editor => Statements.Replace(editor, release, [guarded]));
    }
}
