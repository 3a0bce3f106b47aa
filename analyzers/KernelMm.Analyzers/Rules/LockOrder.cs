using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0016: a lock is taken twice, or a pmd lock under a page table's.</summary>
internal sealed class LockOrder : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0016",
        "A lock is taken twice, or in the wrong order",
        "{0}, but '{1}', the lock of '{2}', is held since line {3}: {4}. {5}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Spinlocks are taken once, and a pmd lock before the lock of a page table.",
        helpLinkUri: Describe.HelpLink("KMM0016"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Kind == FindingKind.LockedTwice)
            {
                yield return Report(
                    finding, $"'{finding.Pointer}' is taken here", "the CPU waits for itself", "Take it once");
            }
            else if (finding.Kind == FindingKind.LockedOutOfOrder)
            {
                yield return Report(
                    finding,
                    "A pmd lock is taken here",
                    "it comes first elsewhere, and may even be the same lock",
                    "Take the pmd lock before the map, or only try for it");
            }
        }
    }

    private static Diagnostic Report(Finding finding, string what, string why, string remedy) => Diagnostic.Create(
        Rule,
        finding.Place,
        [finding.Site.Place()],
        what,
        finding.Site.LockName,
        finding.Site.Name(),
        Describe.Line(finding.Site.Place()),
        why,
        remedy);
}
