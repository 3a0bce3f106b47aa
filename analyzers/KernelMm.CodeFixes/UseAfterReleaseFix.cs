using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>
/// KMM0008: moves the release behind the last use. Only where release and use stand in one list
/// of statements with nothing between them that could leave it: elsewhere both orders may be meant.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAfterReleaseFix))]
[Shared]
public sealed class UseAfterReleaseFix : CodeFixProvider
{
    private const string MoveKey = "KernelMm.ReleaseAfterLastUse";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0008"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
    {
        // Several uses after one release are repaired by moving it once.
        var moved = new System.Runtime.CompilerServices.ConditionalWeakTable<SyntaxEditor, HashSet<SyntaxNode>>();
        return new DocumentFixAll((editor, model, diagnostic, key) =>
        {
            if (Plan(editor.OriginalRoot, diagnostic) is { } plan && moved.GetOrCreateValue(editor).Add(plan.Statement))
            {
                plan.Apply(editor);
            }
        });
    }

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
                        "Release after the last use",
                        cancel => DocumentFixAll.Apply(context.Document, [diagnostic], MoveKey, Edit, cancel),
                        MoveKey),
                    diagnostic);
            }
        }
    }

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key) =>
        Plan(editor.OriginalRoot, diagnostic)?.Apply(editor);

    private static Repair? Plan(SyntaxNode root, Diagnostic diagnostic)
    {
        if (Statements.At(root, diagnostic.AdditionalLocations[0]) is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } release
            || Statements.At(root, diagnostic.Location) is not { } used
            || !Statements.IsInList(release))
        {
            return null;
        }

        var siblings = Statements.Siblings(release);
        var (from, to) = (siblings.IndexOf(release), siblings.IndexOf(s => s.Span.Contains(used.Span)));
        if (to <= from || siblings.Skip(from).Take(to - from + 1).Any(Statements.MayLeave))
        {
            return null;
        }

        return LastUse(siblings, to, release) is { } last ? new Repair(release, last) : null;
    }

    // The last statement of the list that names anything the released pointer may be known by; null where it is released there again.
    private static StatementSyntax? LastUse(SyntaxList<StatementSyntax> siblings, int to, ExpressionStatementSyntax release)
    {
        var names = new HashSet<string>(Names(release.Expression).Concat(Names(siblings[to])));
        var last = to;
        for (var i = to; i < siblings.Count && !Statements.MayLeave(siblings[i]); i++)
        {
            if (siblings[i].ToString() == release.ToString() || Moves(siblings[i], release.Expression))
            {
                return null;
            }

            last = Names(siblings[i]).Any(n => names.Contains(n)) && i == last + 1 ? i : last;
        }

        return siblings[last];
    }

    // Behind a step of the pointer the same release would name another entry.
    private static bool Moves(StatementSyntax statement, ExpressionSyntax release) =>
        statement.DescendantNodes().Any(n => n switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => IsNamed(step.Operand, release),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step => IsNamed(step.Operand, release),
            AssignmentExpressionSyntax assignment => IsNamed(assignment.Left, release),
            _ => false,
        });

    private static bool IsNamed(ExpressionSyntax pointer, ExpressionSyntax release) =>
        release.DescendantNodes().OfType<ArgumentSyntax>().Any(a => a.Expression.ToString() == pointer.ToString());

    private static IEnumerable<string> Names(SyntaxNode node) =>
        from argument in node.DescendantNodesAndSelf().OfType<ArgumentSyntax>()
        from name in argument.DescendantNodes().OfType<IdentifierNameSyntax>()
        select name.Identifier.ValueText;

    private sealed class Repair(StatementSyntax statement, StatementSyntax after)
    {
        public StatementSyntax Statement { get; } = statement;

        public void Apply(SyntaxEditor editor)
        {
            editor.InsertAfter(after, Statements.OnItsOwnLine(Statement, after));
            editor.RemoveNode(Statement, SyntaxRemoveOptions.KeepNoTrivia);
        }
    }
}
