using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0007: a release by a pointer that may have left the table it points into.</summary>
internal sealed class OutsideTable : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0007",
        "A mapping is released by a pointer that may have left its table",
        "'{0}' may stand {1} of what the map in line {2} mapped: {3}. Keep the pointer that the map returned, and unmap that.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "On HIGHPTE an unmap takes any pointer into the mapped table, and none that is one entry before or behind it.",
        helpLinkUri: Describe.HelpLink("KMM0007"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.OutsideTable
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place()],
            finding.Pointer,
            finding.IsBefore ? "before the first entry" : "behind the last entry",
            Describe.Line(finding.Site.Place()),
            finding.IsBefore
                ? "a loop that ends at its first entry leaves the pointer at the start, and one step back leads out"
                : "the loop has stepped on since it last looked at an entry, and that may have been the table's last");
}
