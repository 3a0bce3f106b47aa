using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.CodeFixes;

/// <summary>The outcomes that fit the place where a map may fail, the best one first.</summary>
internal static class Outcomes
{
    private const string MmWalk = "KernelMm.Contracts.MmWalk";

    public static IReadOnlyList<Outcome> Fitting(SemanticModel model, SyntaxNode place)
    {
        if (Enclosing(model, place) is not { } method)
        {
            return [];
        }

        var found = new List<Outcome>();
        var iterates = IsIterator(place);
        var returns = iterates ? null : Returned(method);
        var walk = method.Parameters.FirstOrDefault(p => p.RefKind == RefKind.Ref && p.Type.ToDisplayString() == MmWalk);
        if (walk is not null && returns is { SpecialType: SpecialType.System_Int32 })
        {
            found.Add(new Outcome(
                "Again",
                "walk this entry again",
                [$"{walk.Name}.Action = global::KernelMm.Contracts.PageWalkAction.Again;", "return 0;"],
                Leaves: true));
        }

        if (IsInCountedLoop(place, MadeBy(place)))
        {
            found.Add(new Outcome("Skip", "skip this one and go on with the loop", ["continue;"], Leaves: false));
        }

        if (RetryLabel.Find(model, place) is { } label)
        {
            var name = label.Identifier.ValueText;
            found.Add(new Outcome("Retry", $"go back to '{name}' and look at the slot again", [$"goto {name};"], Leaves: false, Since: label.SpanStart));
        }

        found.AddRange(ByReturn(returns, iterates));
        found.Add(new Outcome(
            "Error",
            "throw: there is no table, and that is a bug here",
            ["throw new global::System.InvalidOperationException(\"There is no page table to map.\");"],
            Leaves: true));

        // One outcome of each name: the first is the one that fits better.
        return found.GroupBy(o => o.Name).Select(g => g.First()).ToList();
    }

    private static IEnumerable<Outcome> ByReturn(ITypeSymbol? returns, bool iterates)
    {
        if (returns is null)
        {
            yield return new Outcome("Skip", "return: nothing to do here", [iterates ? "yield break;" : "return;"], Leaves: true);
        }
        else if (returns.SpecialType == SpecialType.System_Int32)
        {
            yield return new Outcome("Retry", "return -EAGAIN: the caller tries again", ["return -11; // -EAGAIN"], Leaves: true);
            yield return new Outcome("Skip", "return 0: nothing to do here", ["return 0;"], Leaves: true);
            yield return new Outcome("Error", "return -EINVAL: there is no table, and that is the answer", ["return -22; // -EINVAL"], Leaves: true);
        }
        else if (returns.SpecialType == SpecialType.System_Boolean)
        {
            yield return new Outcome("Fallback", "return false: the caller takes the slow way", ["return false;"], Leaves: true);
        }
        else if (returns.TypeKind == TypeKind.Enum)
        {
            foreach (var outcome in ByMembers(returns))
            {
                yield return outcome;
            }
        }
        else
        {
            yield return new Outcome("Refault", "return default: nothing there yet", ["return default!;"], Leaves: true);
        }
    }

    // An enum says what its members mean; one that does not has at least "nothing went wrong" at zero, which makes a fault come back.
    private static IEnumerable<Outcome> ByMembers(ITypeSymbol type)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        foreach (var (meaning, outcome, title) in new[] { (3, "Refault", "let it fault again"), (2, "Retry", "the caller tries again"), (4, "Fallback", "take the slow way") })
        {
            var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.GetAttributes().Any(a =>
                a.AttributeClass?.Name == "RaceOutcomeAttribute" && a.ConstructorArguments.Length == 1 && a.ConstructorArguments[0].Value is int kind && kind == meaning));
            if (member is not null)
            {
                yield return new Outcome(outcome, $"return {type.Name}.{member.Name}: {title}", [$"return {name}.{member.Name};"], Leaves: true);
            }
        }

        yield return new Outcome("Refault", "return default: let it fault again", ["return default;"], Leaves: true);
    }

    /// <summary>The variables that the map's result goes into; those of a struct by the struct's name.</summary>
    private static HashSet<string> MadeBy(SyntaxNode place) =>
    [
        .. place.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>()
            .Select(a => a.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault()?.Identifier.ValueText)
            .OfType<string>(),
    ];

    // A turn that begins with the pointer of the last one must not find null there.
    private static bool IsNeededBefore(SyntaxNode loop, SyntaxNode place, HashSet<string> pointers) =>
        loop.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n =>
            pointers.Contains(n.Identifier.ValueText)
            && (n.SpanStart < place.SpanStart || (loop as ForStatementSyntax)?.Incrementors.Any(i => i.Span.Contains(n.Span)) == true));

    private static IMethodSymbol? Enclosing(SemanticModel model, SyntaxNode place) => Function(place) switch
    {
        AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol as IMethodSymbol,
        { } declaration => model.GetDeclaredSymbol(declaration) as IMethodSymbol,
        null => null,
    };

    private static bool IsIterator(SyntaxNode place)
    {
        var function = Function(place);
        return function?.DescendantNodes().OfType<YieldStatementSyntax>().Any(y => Function(y) == function) == true;
    }

    private static SyntaxNode? Function(SyntaxNode place) => place.Ancestors().FirstOrDefault(
        a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);

    private static ITypeSymbol? Returned(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
        {
            return null;
        }

        if (!method.IsAsync)
        {
            return method.ReturnType;
        }

        return method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } task ? task.TypeArguments[0] : null;
    }

    // In a counted loop going on makes progress; in a while loop the step may be what is skipped.
    private static bool IsInCountedLoop(SyntaxNode place, HashSet<string> pointers)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case ForStatementSyntax { Incrementors.Count: > 0 } or CommonForEachStatementSyntax:
                    return !IsNeededBefore(node, place, pointers);
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or MemberDeclarationSyntax
                    or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or FinallyClauseSyntax:
                    return false;
            }
        }

        return false;
    }
}
