using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.CodeFixes;

/// <summary>
/// KMM0021: what a retired helper's answer led to becomes the answer to the map of the same slot that follows it in the same list of
/// statements; where that map is tested already, in the list or in a loop of it, the helper's question goes.
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
        var at = following.FindIndex(s => FindMap(root, model, s, call) is not null);
        if (at < 0 || FindMap(root, model, following[at], call) is not { Pointer: { } pointer } map)
        {
            return null;
        }

        if (IsTested(map, pointer))
        {
            return (asked, map, null);
        }

        // In between nothing may have been taken that the helper's way out does not give back; nor, where control comes back, since then.
        return Statements.Outermost(map.Statement) == following[at]
            && following.Take(at).All(s => s is LocalDeclarationStatementSyntax && !s.DescendantNodes().OfType<InvocationExpressionSyntax>().Any())
            && following[at] is not LabeledStatementSyntax
            ? (asked, map, Statements.Parse($"if ({map.IsNull(pointer)})\n{asked.Statement.WithoutTrivia()}\n"))
            : null;
    }

    private static bool IsTested(MapCall map, string pointer)
    {
        var statement = Statements.Outermost(map.Statement);
        return Statements.Siblings(statement).SkipWhile(s => s != statement).Skip(1).FirstOrDefault() is IfStatementSyntax next
            && next.Condition.DescendantNodesAndSelf().Any(n => n is ExpressionSyntax && n.ToString() == pointer);
    }

    // The first map of the slot that the helper asks about which stands in the list itself or in a loop of it, and not in a branch.
    private static MapCall? FindMap(SyntaxNode root, SemanticModel model, StatementSyntax statement, InvocationExpressionSyntax helper) => statement switch
    {
        LabeledStatementSyntax label => FindMap(root, model, label.Statement, helper),
        BlockSyntax block => FindMap(root, model, block.Statements, helper),
        ForStatementSyntax loop => FindMap(root, model, loop.Statement, helper),
        WhileStatementSyntax loop => FindMap(root, model, loop.Statement, helper),
        DoStatementSyntax loop => FindMap(root, model, loop.Statement, helper),
        CommonForEachStatementSyntax loop => FindMap(root, model, loop.Statement, helper),
        LocalDeclarationStatementSyntax or ExpressionStatementSyntax => statement.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(c => model.GetSymbolInfo(c).Symbol is IMethodSymbol method && IsMap(method) && IsOfTheSlot(model, c, helper))
            .Select(c => MapCall.Find(root, model, c.GetLocation()))
            .FirstOrDefault(m => m is not null),
        _ => null,
    };

    private static MapCall? FindMap(SyntaxNode root, SemanticModel model, SyntaxList<StatementSyntax> statements, InvocationExpressionSyntax helper) =>
        statements.Select(s => FindMap(root, model, s, helper)).FirstOrDefault(m => m is not null);

    // Where one of the two says nothing of slots, it may be of this one.
    private static bool IsOfTheSlot(SemanticModel model, InvocationExpressionSyntax map, InvocationExpressionSyntax helper) =>
        SlotOf(model, map) is not { } mapped || SlotOf(model, helper) is not { } asked || mapped == asked;

    private static string? SlotOf(SemanticModel model, InvocationExpressionSyntax call) =>
        (model.GetOperation(call) as IInvocationOperation)?.Arguments
            .FirstOrDefault(a => a.Parameter?.GetAttributes().Any(d => d.AttributeClass?.Name == "LiveSlotAttribute") == true)?.Value.Syntax.ToString();

    private static bool IsMap(IMethodSymbol method) =>
        method.GetReturnTypeAttributes().Select(a => a.AttributeClass?.Name).ToList() is var names
        && names.Contains("MayFailAttribute") && names.Contains("ReturnsMappedAttribute");
}
