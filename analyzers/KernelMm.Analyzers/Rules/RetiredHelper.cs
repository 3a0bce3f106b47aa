using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0021: a helper is called that was taken out when mapping became fallible.</summary>
internal sealed class RetiredHelper : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0021",
        "A retired helper is used",
        "'{0}' asks what only a map can answer, and was retired when mapping became fallible. Instead: {1}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The answer of such a helper is stale before it can be used; the map answers the same question for good.",
        helpLinkUri: Describe.HelpLink("KMM0021"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.RetiredHelper
        select Diagnostic.Create(Rule, finding.Place, finding.Site.Method.Name, Instead(finding.Site.Method));

    private static string Instead(IMethodSymbol method) =>
        method.OriginalDefinition.GetAttributes()
            .Where(a => a.AttributeClass?.Name == "RetiredHelperAttribute" && a.ConstructorArguments.Length == 1)
            .Select(a => a.ConstructorArguments[0].Value as string)
            .FirstOrDefault() ?? "map and test the result";
}
