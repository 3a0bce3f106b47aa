using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0006: what is released is not what was mapped: a stranger, or with a lock that is not its own or not held.</summary>
internal sealed class WrongRelease : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0006",
        "A mapping is released in the wrong way",
        "{0}. {1}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A release has to fit its map: a pointer that the family mapped, and the lock that came with it, held.",
        helpLinkUri: Describe.HelpLink("KMM0006"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            switch (finding.Kind)
            {
                case FindingKind.ReleasedUnmapped:
                    yield return Report(
                        finding,
                        $"'{finding.Pointer}' is released here, but '{NameOf(finding.Site.Method)}' in line {Describe.Line(finding.Site.Place())} maps nothing",
                        "Leave the release away, or put it under the condition of the map");
                    break;
                case FindingKind.WrongLock:
                    yield return Report(
                        finding,
                        $"'{finding.Site.Name()}', mapped in line {Describe.Line(finding.Site.Place())}, is released here with '{finding.Pointer}', the lock of '{finding.Other!.Name()}'",
                        $"Give back '{finding.Site.LockName}', which came with it");
                    break;
                case FindingKind.UnlockedUnheld:
                    yield return Report(
                        finding,
                        $"'{finding.Pointer}', the lock of '{finding.Site.Name()}' mapped in line {Describe.Line(finding.Site.Place())}, is given back here, but it is not held",
                        "Unmap without unlocking, or take the lock first");
                    break;
            }
        }
    }

    private static string NameOf(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? "new " + method.ContainingType.Name : method.Name;

    private static Diagnostic Report(Finding finding, string what, string remedy) =>
        Diagnostic.Create(Rule, finding.Place, [finding.Site.Place()], what, remedy);
}
