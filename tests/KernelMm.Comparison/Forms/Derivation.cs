using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace KernelMm.Comparison.Forms;

/// <summary>
/// Rewrites a source from the pointer-like struct to a class, word by word: tests become tests for null, what may be null is
/// declared so, and in the disposable form what is unmapped is disposed. Nothing moves to another line.
/// </summary>
internal sealed class Derivation(SemanticModel model, Form form) : CSharpSyntaxRewriter
{
    private const string Null = "((PtePtr?)null)";

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        var isAsked = node is ExpressionSyntax condition && IsAsked(condition) && IsPointer(condition);
        var visited = base.Visit(node);
        return isAsked ? Test((ExpressionSyntax)visited!, "!= null") : visited;
    }

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node) =>
        node.IsKind(SyntaxKind.LogicalNotExpression) && IsPointer(node.Operand)
            ? Test((ExpressionSyntax)Visit(node.Operand)!, "== null").WithTriviaFrom(node)
            : Moves(node.Operand) && node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
                ? Moved(node.Operand, node.IsKind(SyntaxKind.PreIncrementExpression) ? "1" : "-1", node)
                : base.VisitPrefixUnaryExpression(node);

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) => node.Name.Identifier.Text switch
    {
        "IsNull" when IsPointer(node.Expression) => Test((ExpressionSyntax)Visit(node.Expression)!, "== null").WithTriviaFrom(node),
        "Null" when IsPointer(node) => Expression(Null, node),
        _ => base.VisitMemberAccessExpression(node),
    };

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node) =>
        node.IsKind(SyntaxKind.DefaultLiteralExpression) && Names.IsPointer(model.GetTypeInfo(node).ConvertedType) ? Expression(Null, node) : node;

    public override SyntaxNode? VisitDefaultExpression(DefaultExpressionSyntax node) => IsPointer(node) ? Expression(Null, node) : node;

    public override SyntaxNode? VisitRecursivePattern(RecursivePatternSyntax node)
    {
        if (node.PropertyPatternClause is { Subpatterns: [{ NameColon.Name.Identifier.Text: "IsNull", Pattern: ConstantPatternSyntax asked }] })
        {
            var isNull = asked.Expression.IsKind(SyntaxKind.TrueLiteralExpression);
            PatternSyntax derived = isNull ? ConstantPattern(ParseExpression("null")) : node.WithPropertyPatternClause(PropertyPatternClause());
            return derived.WithTriviaFrom(node);
        }

        return base.VisitRecursivePattern(node);
    }

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node)
    {
        var symbol = model.GetSymbolInfo(node).Symbol;
        if (symbol is IMethodSymbol method)
        {
            return node.WithIdentifier(Renamed(node.Identifier, method));
        }

        return !node.IsVar && symbol is ITypeSymbol type && Names.IsPointer(type) && MayBeNull(node)
            ? NullableType(node.WithoutTrivia()).WithTriviaFrom(node)
            : node;
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        ((MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!).WithIdentifier(Renamed(node.Identifier, model.GetDeclaredSymbol(node)));

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        ((LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!).WithIdentifier(Renamed(node.Identifier, model.GetDeclaredSymbol(node) as IMethodSymbol));

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (form != Form.Disposable || model.GetSymbolInfo(node).Symbol is not IMethodSymbol method || !Names.IsRelease(method))
        {
            return base.VisitInvocationExpression(node);
        }

        // "pte - 1" is the same mapping, and disposed by the same owner.
        var released = node.ArgumentList.Arguments[1].Expression;
        var owner = released is BinaryExpressionSyntax { Left: var first } && IsPointer(first) ? first : released;
        var pointer = ((ExpressionSyntax)Visit(owner)!).WithoutTrivia();
        return Expression($"{Receiver(pointer)}.Dispose()", node);
    }

    public override SyntaxNode? VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node) =>
        Moves(node.Operand) && node.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
            ? Moved(node.Operand, node.IsKind(SyntaxKind.PostIncrementExpression) ? "1" : "-1", node)
            : base.VisitPostfixUnaryExpression(node);

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node) =>
        Moves(node.Left) && node.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression
            ? Moved(node.Left, $"{(node.IsKind(SyntaxKind.AddAssignmentExpression) ? "" : "-")}({Visit(node.Right)})", node)
            : base.VisitAssignmentExpression(node);

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node) =>
        Moves(node.Left) && node.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression && IsPointer(node)
            ? Moved(node.Left, $"{(node.IsKind(SyntaxKind.AddExpression) ? "" : "-")}({Visit(node.Right)})", node)
            : base.VisitBinaryExpression(node);

    // An owner that is disposed is a cursor: it moves, and does not become another one.
    private bool Moves(ExpressionSyntax pointer) => form == Form.Disposable && IsPointer(pointer);

    private ExpressionSyntax Moved(ExpressionSyntax pointer, string by, SyntaxNode inPlaceOf) =>
        Expression($"{Receiver(((ExpressionSyntax)Visit(pointer)!).WithoutTrivia())}.Move({by})", inPlaceOf);

    private static string Receiver(ExpressionSyntax pointer) =>
        pointer is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax ? pointer.ToString() : $"({pointer})";

    private SyntaxToken Renamed(SyntaxToken name, IMethodSymbol? method) =>
        method is not null && name.Text == method.Name ? Identifier(Names.Of(method.ReducedFrom ?? method, form)).WithTriviaFrom(name) : name;

    // A variable, a field, and what a contract says may fail.
    private bool MayBeNull(SyntaxNode type) => type.Parent switch
    {
        VariableDeclarationSyntax or DeclarationExpressionSyntax or PropertyDeclarationSyntax => true,
        ParameterSyntax parameter => model.GetDeclaredSymbol(parameter) is { } p && (p.RefKind is RefKind.Ref || Names.AllowsNull(p)),
        MethodDeclarationSyntax method => model.GetDeclaredSymbol(method) is { } m && Names.MayFail(m.GetReturnTypeAttributes()),
        LocalFunctionStatementSyntax local => model.GetDeclaredSymbol(local) is IMethodSymbol l && Names.MayFail(l.GetReturnTypeAttributes()),
        _ => false,
    };

    private bool IsPointer(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type is { } type && Names.IsPointer(type) && model.GetSymbolInfo(expression).Symbol is not ITypeSymbol;

    private static bool IsAsked(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax statement => statement.Condition == expression,
        WhileStatementSyntax loop => loop.Condition == expression,
        DoStatementSyntax loop => loop.Condition == expression,
        ForStatementSyntax loop => loop.Condition == expression,
        ConditionalExpressionSyntax conditional => conditional.Condition == expression,
        BinaryExpressionSyntax both => both.IsKind(SyntaxKind.LogicalAndExpression) || both.IsKind(SyntaxKind.LogicalOrExpression),
        _ => false,
    };

    // Not "is null": CA2000 learns nothing from a pattern.
    private static ExpressionSyntax Test(ExpressionSyntax pointer, string question) =>
        Expression($"({pointer.WithoutTrivia()} {question})", pointer);

    private static ExpressionSyntax Expression(string text, SyntaxNode inPlaceOf) => ParseExpression(text).WithTriviaFrom(inPlaceOf);
}
