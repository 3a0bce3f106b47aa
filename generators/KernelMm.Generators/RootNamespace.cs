using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Generators;

/// <summary>The namespace that each architecture's own is put into.</summary>
internal static class RootNamespace
{
    private const string Fallback = "PageTables";

    /// <summary>The project's own choice, else its root namespace, else a name of ours; the first that is a namespace at all.</summary>
    public static string From(AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.KernelMmPageTablesNamespace", out string? chosen);
        options.TryGetValue("build_property.RootNamespace", out string? project);
        return IsNamespace(chosen) ? chosen! : IsNamespace(project) ? project! : Fallback;
    }

    private static bool IsNamespace(string? text) =>
        !string.IsNullOrEmpty(text) && text!.Split('.').All(IsIdentifier);

    private static bool IsIdentifier(string part) =>
        SyntaxFacts.IsValidIdentifier(part) && SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None;
}
