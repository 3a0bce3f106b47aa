using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0026: a page table that was taken out of its slot is freed too early, or without what it is owed first.</summary>
internal sealed class DetacherMistake : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0026",
        "A page table that was taken out is not given what it is owed",
        "The page table taken out in line {0} {1}",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "After a table is out of its slot the TLB is flushed, two-word readers are waited for, it is uncounted, and it is freed after a grace period.",
        helpLinkUri: Describe.HelpLink("KMM0026"));

    private static readonly string[] Steps =
        ["flushed from the TLB", "waited for by two-word readers (pmdp_get_lockless_sync)", "uncounted (mm_dec_nr_ptes)", "freed by RCU (pte_free_defer)"];

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            if (What(finding) is { } what)
            {
                yield return Diagnostic.Create(Rule, finding.Place, [finding.Site.Place()], Describe.Line(finding.Site.Place()), what);
            }
        }
    }

    private static string? What(Finding finding) => finding.Kind switch
    {
        FindingKind.FreedTooEarly => $"is freed here before it is {Missing(finding)}: a CPU or a reader may still walk it. Do that first.",
        FindingKind.FreedAtOnce => "is freed here at once, but readers may still look at it. Free it after a grace period (pte_free_defer).",
        FindingKind.DetachedOwed => $"is never {Missing(finding)} on the path that leaves here. Do it, put the table back, or say [Detaches] and leave it to the callers.",
        _ => null,
    };

    // Bit 1 is the first step.
    private static string Missing(Finding finding) =>
        string.Join(", nor ", Enumerable.Range(0, Steps.Length).Where(i => (finding.Outcome & (2 << i)) != 0).Select(i => Steps[i]));
}
