using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0005: one map, two releases, or a release where nothing is mapped.</summary>
internal sealed class ReleasedTwice : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0005",
        "A mapping is released twice, or where nothing is mapped",
        "'{0}' is released here {1}. {2}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "One map that succeeded is owed one unmap; null is owed none.",
        helpLinkUri: Describe.HelpLink("KMM0005"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings.Where(f => f.Use == Use.Released))
        {
            if (finding is { Kind: FindingKind.UsedAfterRelease, Released: { } released })
            {
                yield return Report(
                    finding,
                    finding.Site.IsForeign ? [released] : [released, finding.Site.Place()],
                    $"again, after its release in line {Describe.Line(released)}",
                    "One map is owed one unmap: take one of the two releases away, or map again in between");
            }
            else if (IsOfNull(finding))
            {
                yield return Report(
                    finding,
                    finding.Site.IsForeign ? [] : [finding.Site.Place()],
                    finding.Site.IsForeign
                        ? "on a path on which it was never mapped"
                        : $"on the path on which the map in line {Describe.Line(finding.Site.Place())} failed",
                    "Null is owed nothing, and its lock means nothing: release it under the condition of the map, or only where it is not null");
            }
        }
    }

    /// <summary>Not merely untested: null on every path that goes wrong here.</summary>
    public static bool IsOfNull(Finding finding) =>
        finding is { Kind: FindingKind.UsedUntested, Use: Use.Released, KnownNull: true };

    private static Diagnostic Report(Finding finding, Location[] places, string when, string remedy) => Diagnostic.Create(
        Rule,
        finding.Place,
        places,
        Describe.Facts(
            (DiagnosticFacts.Pointer, finding.Pointer),
            (DiagnosticFacts.Use, finding.Kind == FindingKind.UsedAfterRelease ? DiagnosticFacts.Again : DiagnosticFacts.Null)),
        finding.Pointer,
        when,
        remedy);
}
