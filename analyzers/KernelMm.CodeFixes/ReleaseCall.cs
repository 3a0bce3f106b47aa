using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.CodeFixes;

/// <summary>
/// Finds the call that gives a mapping or its lock back, by contract and not by name: a method beside the mapping one, or of
/// something that it was given, which consumes the pointer or unlocks the lock. Its other arguments are those the map had under the same name.
/// </summary>
internal static class ReleaseCall
{
    private const string Consumes = "ConsumesAttribute";
    private const string Unlocks = "UnlocksAttribute";

    /// <summary>The call as text; null where no method of the family fits.</summary>
    public static string? Write(SemanticModel model, MapCall map, string? pointer, string? ptl)
    {
        foreach (var (method, receiver) in Candidates(model, map))
        {
            if (Marked(method, Consumes) == pointer is not null && Marked(method, Unlocks) == ptl is not null
                && Arguments(method, map, pointer, ptl) is { } arguments)
            {
                return $"{receiver}{method.Name}({arguments});";
            }
        }

        return pointer is not null && ptl is null && map.Type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable)
            ? $"{pointer}.Dispose();"
            : null;
    }

    private static bool Marked(IMethodSymbol method, string attribute) => method.Parameters.Any(p => Marked(p, attribute));

    private static bool Marked(IParameterSymbol parameter, string attribute) =>
        parameter.GetAttributes().Any(a => a.AttributeClass?.Name == attribute);

    private static IEnumerable<(IMethodSymbol Method, string Receiver)> Candidates(SemanticModel model, MapCall map)
    {
        var beside = map.Syntax.Expression is MemberAccessExpressionSyntax member ? member.Expression + "." : "";
        foreach (var method in Methods(map.Method.ContainingType).Where(m => m.IsStatic == map.Method.IsStatic))
        {
            yield return (method, beside);
        }

        foreach (var argument in map.Syntax.ArgumentList.Arguments)
        {
            if (argument.RefKindKeyword.RawKind == 0 && model.GetTypeInfo(argument.Expression).Type is { } type)
            {
                foreach (var method in Methods(type).Where(m => !m.IsStatic))
                {
                    yield return (method, argument.Expression + ".");
                }
            }
        }

        // A family's maps and releases need not stand in one class: what the source can call without saying where counts too.
        foreach (var method in model.LookupSymbols(map.Syntax.SpanStart).OfType<IMethodSymbol>()
            .Where(m => m is { IsStatic: true, MethodKind: MethodKind.Ordinary } && TakesPointer(m, map.Type)))
        {
            yield return (method, "");
        }
    }

    private static bool TakesPointer(IMethodSymbol method, ITypeSymbol pointer) =>
        method.Parameters.Any(p => Marked(p, Consumes) && SymbolEqualityComparer.Default.Equals(p.Type, pointer));

    private static IEnumerable<IMethodSymbol> Methods(ITypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary);

    private static string? Arguments(IMethodSymbol method, MapCall map, string? pointer, string? ptl)
    {
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            var argument = Marked(parameter, Consumes) ? pointer
                : Marked(parameter, Unlocks) ? ptl
                : map.Method.Parameters.FirstOrDefault(p => p.Name == parameter.Name) is { } same ? ArgumentFor(map, same)
                : null;
            if (argument is not null)
            {
                arguments.Add(argument);
            }
            else if (!parameter.IsOptional)
            {
                return null;
            }
        }

        return string.Join(", ", arguments);
    }

    private static string? ArgumentFor(MapCall map, IParameterSymbol parameter)
    {
        var given = map.Syntax.ArgumentList.Arguments;
        var named = given.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name);
        return (named ?? (parameter.Ordinal < given.Count ? given[parameter.Ordinal] : null))?.Expression.ToString();
    }
}
