using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>KMM0014: puts an outcome of the same vocabulary there that says what happened: refault, retry or skip.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrongOutcomeFix))]
[Shared]
public sealed class WrongOutcomeFix : CodeFixProvider
{
    private const string Key = "KernelMm.HonestOutcome";

    // As the vocabulary numbers them: refault, retry, skip, fallback.
    private static readonly int[] Honest = [3, 2, 0, 4];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0014"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new DocumentFixAll(Edit);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Plan(root!, model!, diagnostic) is var (_, honest))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Answer '{honest.Name}' instead",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], Key, Edit, cancel),
                        Key),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        if (Plan(editor.OriginalRoot, model, diagnostic) is var (name, honest))
        {
            editor.ReplaceNode(name, SyntaxFactory.IdentifierName(honest.Name).WithTriviaFrom(name));
        }
    }

    private static (IdentifierNameSyntax Name, ISymbol Honest)? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        var name = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            IdentifierNameSyntax identifier => identifier,
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } => member,
            _ => null,
        };
        return name is not null
            && model.GetSymbolInfo(name).Symbol is (IFieldSymbol or IPropertySymbol) and { ContainingType: { } vocabulary } said
            && Honest.Select(meaning => vocabulary.GetMembers().FirstOrDefault(m => Means(m, meaning) && TypeOf(m, said))).FirstOrDefault(m => m is not null) is { } honest
                ? (name, honest)
                : null;
    }

    private static bool Means(ISymbol member, int meaning) => member.GetAttributes().Any(a =>
        a.AttributeClass?.Name == "RaceOutcomeAttribute" && a.ConstructorArguments.Length == 1 && a.ConstructorArguments[0].Value is int kind && kind == meaning);

    private static bool TypeOf(ISymbol member, ISymbol said) =>
        SymbolEqualityComparer.Default.Equals((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type, (said as IFieldSymbol)?.Type ?? (said as IPropertySymbol)?.Type);
}
