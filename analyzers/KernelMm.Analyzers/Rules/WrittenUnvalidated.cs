using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0011: an entry is written through a map that did not take its lock, and nobody looked whether the table is still there.</summary>
internal sealed class WrittenUnvalidated : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0011",
        "Written through an unlocked map without re-validation",
        "The entry is written here through '{0}', but the map in line {1} did not take its lock: {2}. {3}.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Between an unlocked map and its lock the table may be taken out of its slot.",
        helpLinkUri: Describe.HelpLink("KMM0011"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.WrittenUnvalidated
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place()],
            finding.Pointer,
            Describe.Line(finding.Site.Place()),
            finding.OwesLock
                ? "nobody has looked under the lock whether the table is still in its slot"
                : $"'{finding.Site.LockName}' is not held",
            finding.OwesLock
                ? "Compare the snapshot with the slot under the lock (pmd_same; an entry by pte_same only if it is not none), and on a difference give up or map again"
                : $"Take '{finding.Site.LockName}' and compare the snapshot with the slot under it, or map and lock in one");
}
