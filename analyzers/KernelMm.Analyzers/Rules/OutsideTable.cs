using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0007: a pointer goes on, or is released by, where it may have left the table that it points into.</summary>
internal sealed class OutsideTable : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0007",
        "A pointer may have left the table that was mapped",
        "{0}",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Behind the last entry of a mapped table lies other memory; on HIGHPTE an unmap takes any pointer into the table, and none that is one entry before or behind it.",
        helpLinkUri: Describe.HelpLink("KMM0007"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            if (What(finding) is { } what)
            {
                yield return Diagnostic.Create(Rule, finding.Place, [finding.Site.Place()], what);
            }
        }
    }

    private static string? What(Finding finding) => finding.Kind switch
    {
        FindingKind.OutsideTable =>
            $"'{finding.Pointer}' may stand {Where(finding)} of what the map in line {Describe.Line(finding.Site.Place())} mapped: {Why(finding)}. Keep the pointer that the map returned, and unmap that.",
        FindingKind.WalksPastTable =>
            $"'{finding.Pointer}' goes on over the table that the map in line {Describe.Line(finding.Site.Place())} mapped for as long as '{finding.Detail}', and that number may be of more entries than are left there. Bound it by what is left of the table.",
        _ => null,
    };

    private static string Where(Finding finding) => finding.IsBefore ? "before the first entry" : "behind the last entry";

    private static string Why(Finding finding) => finding.IsBefore
        ? "a loop that ends at its first entry leaves the pointer at the start, and one step back leads out"
        : "the loop has stepped on since it last looked at an entry, and that may have been the table's last";
}
