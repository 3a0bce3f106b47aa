using System.Collections.Immutable;
using System.Composition;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>KMM0002: keeps the pointer, tests it, and releases it where it is not null.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DiscardedMapFix))]
[Shared]
public sealed class DiscardedMapFix : CodeFixProvider
{
    private const string Key = "KernelMm.KeepAndRelease";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0002"];

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
                        "Keep the pointer, test it, and release it",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], Key, Edit, cancel),
                        Key),
                    diagnostic);
            }
        }
    }

    private static (MapCall Map, string Pointer, StatementSyntax Release)? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        // Where the lock is used further on, the null path has to go around that; only a person can say where to.
        if (MapCall.Find(root, model, diagnostic.Location) is not { } map || IsLockUsed(map, diagnostic))
        {
            return null;
        }

        var pointer = map.Pointer ?? map.FreshName(model, "pte");
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Lock, out var ptl);
        var held = ptl is not null && IsHeld(map.Method);
        return ReleaseCall.Write(model, map, pointer, held ? ptl : null) is { } release
            ? (map, pointer, Statements.Parse($"if ({map.IsMapped(pointer)})\n{{\n{release}\n}}\n"))
            : null;
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        if (Plan(editor.OriginalRoot, model, diagnostic) is not var (map, pointer, release))
        {
            return;
        }

        if (map.Pointer is null)
        {
            Statements.Replace(editor, map.Statement, [Statements.Parse($"var {pointer} = {map.Syntax};"), release]);
        }
        else
        {
            Statements.InsertAfter(editor, map.Statement, [release]);
        }
    }

    private static bool IsHeld(IMethodSymbol method) => method.Parameters.Any(p => p.GetAttributes().Any(a =>
        a.AttributeClass?.Name == "MappingLockAttribute" && a.NamedArguments.Any(n => n.Key == "Held" && n.Value.Value is true)));

    private static bool IsLockUsed(MapCall map, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Lock, out var ptl)
        && map.Statement.Ancestors().OfType<BlockSyntax>().LastOrDefault() is { } body
        && body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.ValueText == ptl && i.SpanStart > map.Statement.Span.End);
}
