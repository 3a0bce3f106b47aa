using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.CodeFixes;

/// <summary>The label by which a method itself says how it tries again.</summary>
internal static class RetryLabel
{
    private static readonly string[] Names = ["again", "retry", "restart", "repeat"];

    /// <summary>The nearest such label before this map behind which the slot is looked at once more; without that look a retry might never end.</summary>
    public static LabeledStatementSyntax? Find(SemanticModel model, SyntaxNode map)
    {
        if (Slot(model, map) is not { } slot)
        {
            return null;
        }

        foreach (var around in map.Ancestors())
        {
            if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or FinallyClauseSyntax)
            {
                return null;
            }

            if (around is BlockSyntax block && block.Statements.OfType<LabeledStatementSyntax>().LastOrDefault(l => IsBefore(l, map)) is { } label)
            {
                return LooksAgain(block, label, map, slot) ? label : null;
            }
        }

        return null;
    }

    private static bool IsBefore(LabeledStatementSyntax label, SyntaxNode map) =>
        label.SpanStart <= map.SpanStart && Names.Any(n => label.Identifier.ValueText.StartsWith(n, StringComparison.OrdinalIgnoreCase));

    private static bool LooksAgain(BlockSyntax block, LabeledStatementSyntax label, SyntaxNode map, string slot) =>
        block.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c =>
            c.SpanStart >= label.SpanStart && c.Span.End < map.SpanStart
            && c.ArgumentList.Arguments.Any(a => a.Expression.ToString() == slot));

    // The argument that names the slot which is mapped, as the source writes it.
    private static string? Slot(SemanticModel model, SyntaxNode map) =>
        map.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Where(c => model.GetSymbolInfo(c).Symbol is IMethodSymbol)
            .SelectMany(c => c.ArgumentList.Arguments.Zip(
                ((IMethodSymbol)model.GetSymbolInfo(c).Symbol!).Parameters,
                (argument, parameter) => (argument, parameter)))
            .FirstOrDefault(p => p.parameter.GetAttributes().Any(a => a.AttributeClass?.Name == "LiveSlotAttribute"))
            .argument?.Expression.ToString();
}
