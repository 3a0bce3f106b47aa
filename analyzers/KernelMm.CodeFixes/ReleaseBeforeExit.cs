using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>One exit, and the statement that has to come before it.</summary>
internal sealed class ReleaseBeforeExit
{
    private readonly SyntaxNode _exit;
    private readonly string _pointer;
    private readonly StatementSyntax _release;

    private ReleaseBeforeExit(SyntaxNode exit, string pointer, StatementSyntax release)
    {
        _exit = exit;
        _pointer = pointer;
        _release = release;
    }

    /// <summary>Null where no statement is right here, or where the pointer is out of reach.</summary>
    public static ReleaseBeforeExit? Plan(SyntaxNode root, SemanticModel model, MapCall map, Location place, string entry, string? ptl)
    {
        var parts = entry.Split(' ');
        if (parts.Length != 2 || Exit(root, place) is not { } exit)
        {
            return null;
        }

        var (pointer, owed) = (parts[0], parts[1]);
        var guarded = owed.EndsWith(DiagnosticFacts.Guarded, StringComparison.Ordinal);
        owed = guarded ? owed.Substring(0, owed.Length - DiagnosticFacts.Guarded.Length) : owed;
        var needsPointer = guarded || owed != DiagnosticFacts.OnlyLock;
        var needsLock = owed != DiagnosticFacts.Mapping;
        if ((needsPointer && !IsInReach(model, place, pointer)) || (needsLock && (ptl is null || !IsInReach(model, place, ptl))))
        {
            return null;
        }

        var release = ReleaseCall.Write(
            model, map, owed == DiagnosticFacts.OnlyLock ? null : pointer, needsLock ? ptl : null);
        return release is null
            ? null
            : new ReleaseBeforeExit(exit, pointer, Statements.Parse(guarded ? $"if ({map.IsMapped(pointer)})\n{{\n{release}\n}}\n" : release + "\n"));
    }

    public void Apply(SyntaxEditor editor, SemanticModel model)
    {
        switch (_exit)
        {
            case BlockSyntax block:
                editor.ReplaceNode(block, (current, _) => ((BlockSyntax)current).AddStatements(Statements.OnItsOwnLine(_release, block)));
                break;
            case ReturnStatementSyntax { Expression: { } result } exit when Uses(result):
                // What is returned is read from the mapping: read first, release, then return.
                var name = FreshName(model, exit.SpanStart);
                Statements.InsertBefore(editor, exit, [Statements.Parse($"var {name} = {result};\n"), _release]);
                editor.ReplaceNode(result, Microsoft.CodeAnalysis.CSharp.SyntaxFactory.IdentifierName(name));
                break;
            case StatementSyntax exit:
                Statements.InsertBefore(editor, exit, [_release]);
                break;
        }
    }

    private static SyntaxNode? Exit(SyntaxNode root, Location place)
    {
        var token = root.FindToken(place.SourceSpan.Start);
        return token.Parent is BlockSyntax block && token == block.CloseBraceToken
            ? block
            : token.Parent?.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax or ThrowStatementSyntax
                ? token.Parent.FirstAncestorOrSelf<StatementSyntax>()
                : null;
    }

    private bool Uses(ExpressionSyntax result) =>
        result.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax name && name.Identifier.ValueText == _pointer);

    // Just before the exit: a closing brace is no longer inside its block.
    private static bool IsInReach(SemanticModel model, Location place, string name) =>
        name.Length > 0 && model.LookupSymbols(place.SourceSpan.Start - 1, name: name.Split('.')[0]).Any();

    private static string FreshName(SemanticModel model, int position)
    {
        var name = "result";
        for (var i = 2; model.LookupSymbols(position, name: name).Any(); i++)
        {
            name = "result" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
