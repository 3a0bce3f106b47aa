using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.CodeFixes;

/// <summary>The call that maps, and where its result goes.</summary>
internal sealed class MapCall
{
    private MapCall(InvocationExpressionSyntax syntax, IMethodSymbol method, StatementSyntax statement, string? pointer)
    {
        Syntax = syntax;
        Method = method;
        Statement = statement;
        Pointer = pointer;
    }

    public InvocationExpressionSyntax Syntax { get; }

    public IMethodSymbol Method { get; }

    /// <summary>The statement after which the result can be tested, or in which it is used at once.</summary>
    public StatementSyntax Statement { get; }

    /// <summary>The variable, field or property that receives the pointer; null where it is used at once.</summary>
    public string? Pointer { get; }

    public ITypeSymbol Type => Method.ReturnType;

    /// <summary>Null where no statement can be put after the map: in a loop's head, in a condition, in an expression body.</summary>
    public static MapCall? Find(SyntaxNode root, SemanticModel model, Location location)
    {
        if (root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || statement is not (LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax)
            || call.Ancestors().TakeWhile(a => a != statement).Any(a => a is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax)
            || statement.Parent is GlobalStatementSyntax)
        {
            return null;
        }

        return new MapCall(call, method, statement, PointerOf(call));
    }

    /// <summary>An expression that is true where the map failed.</summary>
    public string IsNull(string pointer) => IsNull(Type, pointer);

    public string IsMapped(string pointer) => IsMapped(Type, pointer);

    private static string IsNull(ITypeSymbol type, string pointer) =>
        type.GetMembers("IsNull").OfType<IPropertySymbol>().Any() ? $"{pointer}.IsNull"
        : type.IsReferenceType ? $"{pointer} is null"
        : type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? $"!{pointer}.HasValue"
        : type.GetMembers("op_LogicalNot").Any() ? $"!{pointer}"
        : $"{pointer} == default";

    /// <summary>An expression that is true where this pointer is not null.</summary>
    public static string IsMapped(ITypeSymbol type, string pointer) => IsNull(type, pointer) switch
    {
        var test when test.EndsWith(" is null", StringComparison.Ordinal) => $"{pointer} is not null",
        var test when test.StartsWith("!", StringComparison.Ordinal) => test.Substring(1),
        var test when test.EndsWith(" == default", StringComparison.Ordinal) => $"{pointer} != default",
        var test => "!" + test,
    };

    /// <summary>A name for the pointer that means nothing else where the map stands.</summary>
    public string FreshName(SemanticModel model, string wish)
    {
        var name = wish;
        for (var i = 2; model.LookupSymbols(Syntax.SpanStart, name: name).Any() || IsDeclaredAround(name); i++)
        {
            name = wish + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    private bool IsDeclaredAround(string name) =>
        Syntax.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault()?.DescendantTokens()
            .Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name) == true;

    private static string? PointerOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.Text,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } => null,
        AssignmentExpressionSyntax assignment when assignment.Right == call => assignment.Left.ToString(),
        _ => null,
    };
}
