using KernelMm.Analyzers.Flow;
using KernelMm.Analyzers.Lists;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0027: a list of contracts says something that means nothing.</summary>
internal sealed class ListErrors : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0027",
        "A list of contracts has an error",
        "{0}",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What a list says of a member that is not there, or in words that are no contract, protects nobody.",
        helpLinkUri: Describe.HelpLink("KMM0027"));

    public DiagnosticDescriptor Descriptor => Rule;

    /// <summary>No method has such a mistake.</summary>
    public IEnumerable<Diagnostic> Read(Findings findings) => [];

    public static Diagnostic Report(ListError error) => Diagnostic.Create(Rule, error.Place, error.Message);
}
