using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0013: a map that failed is tried again, and some state of the slot never ends that, or something is done twice.</summary>
internal sealed class EndlessRetry : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0013",
        "A retry that some slot state never leaves, or that is not idempotent",
        "{0}",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every lap of a retry ends in progress for each state of the slot, and does nothing that the next lap does again.",
        helpLinkUri: Describe.HelpLink("KMM0013"));

    // By the numbers of the vocabulary.
    private static readonly string[] States = ["none", "a table", "huge", "a huge entry of device memory", "a migration entry", "bad"];

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Kind == FindingKind.RetryNeverLeaves)
            {
                yield return Diagnostic.Create(Rule, finding.Place, finding.Place == finding.Site.Place() ? [] : [finding.Site.Place()], Spins(finding));
            }
            else if (finding.Kind == FindingKind.RetryRepeats)
            {
                yield return Diagnostic.Create(Rule, finding.Place, [finding.Other!.Place()], Repeats(finding));
            }
        }
    }

    private static string Spins(Finding finding) => finding switch
    {
        { KnownNull: true } =>
            "Where this map fails it is tried again with nothing looked at in between: a slot that holds no table is asked forever. Read the slot again, and leave for each state that is no table.",
        { Use: Use.Returned } =>
            $"The walker is asked here to come back to the entry whose map failed in line {Describe.Line(finding.Site.Place())}, but no branch takes a slot that is {Left(finding)}: it comes back forever. Take that state here, or skip.",
        { Use: Use.PassedOn } =>
            $"The caller is asked here to try once more the address whose map failed in line {Describe.Line(finding.Site.Place())}, but no branch takes a slot that is {Left(finding)}, as one takes a huge page: it tries forever. Take that state with the huge page's.",
        _ => $"Where this map fails it is tried again, but no branch leaves for a slot that is {Left(finding)}: it is asked forever. Leave for that state too.",
    };

    private static string Repeats(Finding finding) => finding.Use == Use.Stored
        ? $"What is set here is still so in the lap that comes back after the map in line {Describe.Line(finding.Other!.Place())} has failed, and is returned from it. Set it anew at the head of each lap."
        : $"This is done again with each lap that comes back to the map in line {Describe.Line(finding.Other!.Place())} after it failed. Do it after the map, or undo it where the map fails.";

    private static string Left(Finding finding) =>
        string.Join(" or ", Enumerable.Range(0, States.Length).Where(i => (finding.Outcome & (1 << i)) != 0).Select(i => States[i]));
}
