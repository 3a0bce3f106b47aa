using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>
/// Applies one kind of edit to all diagnostics of a document at once, in one editor, so that edits at the same place do not
/// overwrite each other. Later maps come first: what is put before an exit then releases the last mapped first.
/// </summary>
internal sealed class DocumentFixAll(Action<SyntaxEditor, SemanticModel, Diagnostic, string> edit) : DocumentBasedFixAllProvider
{
    public static async Task<Document> Apply(
        Document document,
        IEnumerable<Diagnostic> diagnostics,
        string key,
        Action<SyntaxEditor, SemanticModel, Diagnostic, string> edit,
        CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var editor = new SyntaxEditor(root!, document.Project.Solution.Services);
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start).ThenByDescending(Origin))
        {
            edit(editor, model!, diagnostic, key);
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    // At one place, what was taken last comes first.
    private static int Origin(Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0].SourceSpan.Start : 0;

    // "dotnet format" takes the key from whatever diagnostic it meets first. Where that is one of another fix there is none, and the
    // fitting outcome is what its user wants.
    protected override async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics) =>
        await Apply(document, diagnostics, context.CodeActionEquivalenceKey ?? Outcome.FittingKey, edit, context.CancellationToken).ConfigureAwait(false);
}
