using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0003: the test comes after the use, asks the lock in the place of the pointer, or asks what cannot fail.</summary>
internal sealed class TestedInVain : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0003",
        "A map is tested too late, by the wrong variable, or in vain",
        "{0}. {1}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The one test of a map is whether its pointer is null, asked before anything else is done with it.",
        helpLinkUri: Describe.HelpLink("KMM0003"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            var (name, line) = (finding.Site.Name(), Describe.Line(finding.Site.Place()));
            if (finding.Kind == FindingKind.TestedTooLate && !findings.IsNeeded(finding.Place))
            {
                var used = findings.First(f => f.Kind == FindingKind.UsedUntested && f.Site == finding.Site).Place;
                yield return Diagnostic.Create(
                    Rule,
                    finding.Place,
                    [finding.Site.Place(), used],
                    $"'{name}' is tested here, after it was used in line {Describe.Line(used)}",
                    $"Test it right after the map in line {line}");
            }
            else if (finding.Kind == FindingKind.WrongVariable)
            {
                yield return Diagnostic.Create(
                    Rule,
                    finding.Place,
                    [finding.Site.Place()],
                    $"'{finding.Pointer}' asks the lock, but whether the map in line {line} failed is what '{name}' says",
                    $"Test '{name}' instead");
            }
            else if (finding.Kind == FindingKind.TestedSure && !findings.DoesMatter(finding.Place))
            {
                yield return Diagnostic.Create(
                    Rule,
                    finding.Place,
                    [finding.Site.Place()],
                    $"'{finding.Pointer}' asks whether the map in line {line} failed, but '{finding.Site.Method.Name}' never answers null",
                    "Use a map that can fail, or leave the test out");
            }
        }
    }
}
