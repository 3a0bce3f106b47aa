using System.Collections.Immutable;
using System.Composition;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>KMM0004: gives back what is owed before every exit at which one statement is right for all paths that come there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingReleaseFix))]
[Shared]
public sealed class MissingReleaseFix : CodeFixProvider
{
    private const string Key = "KernelMm.ReleaseBeforeExit";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new DocumentFixAll(Edit);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            // All exits or none: a fix that leaves the diagnostic where it was is no fix.
            if (!diagnostic.Properties.ContainsKey(DiagnosticFacts.Outlived) && Plan(root!, model!, diagnostic).All(p => p is not null))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Release it before the method is left",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], Key, Edit, cancel),
                        Key),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        foreach (var exit in Plan(editor.OriginalRoot, model, diagnostic))
        {
            exit?.Apply(editor, model);
        }
    }

    private static IEnumerable<ReleaseBeforeExit?> Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Exits, out var exits);
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Lock, out var ptl);
        var entries = (exits ?? "").Split(';');
        var map = MapCall.Find(root, model, diagnostic.Location);
        return diagnostic.AdditionalLocations.Select((place, i) =>
            map is null || i >= entries.Length || place.SourceSpan == diagnostic.Location.SourceSpan
                ? null
                : ReleaseBeforeExit.Plan(root, model, map, place, entries[i], ptl));
    }
}
