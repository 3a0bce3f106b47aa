using System.Collections.Immutable;
using System.Globalization;
using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>What all rules say in the same words.</summary>
internal static class Describe
{
    public const string Category = "Mapping";

    public static string HelpLink(string id) =>
        $"https://github.com/kernelmm/kernelmm/blob/main/analyzers/docs/{id}.md";

    public static string Line(Location location) =>
        (location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);

    public static Location Place(this MappingSite site) => (site.Origin ?? site.Operation.Syntax).GetLocation();

    public static string Name(this MappingSite site) => site.PointerName ?? site.Method.Name;

    public static string How(Use use) => use switch
    {
        Use.Dereferenced => "dereferenced",
        Use.Advanced => "advanced",
        Use.Returned => "returned",
        Use.Released => "released",
        _ => "passed on",
    };

    /// <summary>The facts that fixes need, in the form that a diagnostic carries.</summary>
    public static ImmutableDictionary<string, string?> Facts(params (string Name, string? Value)[] facts) =>
        facts.Where(f => f.Value is not null).ToImmutableDictionary(f => f.Name, f => f.Value);
}
