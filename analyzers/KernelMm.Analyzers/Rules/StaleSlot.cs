using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0012: one decision about a slot, or an entry, rests on more than one look, or on one that is out of date.</summary>
internal sealed class StaleSlot : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0012",
        "A live slot is not looked at once, in one piece, and again under its lock",
        "{0}",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A slot may change between two looks, and before its lock is taken.",
        helpLinkUri: Describe.HelpLink("KMM0012"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        foreach (var finding in findings)
        {
            if (What(finding) is { } what)
            {
                var other = finding.Kind == FindingKind.SlotReadTwice ? finding.Other! : finding.Site;
                yield return Diagnostic.Create(Rule, finding.Place, other.Place() == finding.Place ? [] : [other.Place()], what);
            }
        }
    }

    private static string? What(Finding finding) => finding.Kind switch
    {
        FindingKind.SlotReadTwice =>
            $"The slot is read here once more for a decision that began with its read in line {Describe.Line(finding.Other!.Place())}: it may have changed in between. Read it once, and ask that value.",
        FindingKind.SlotNotAsked =>
            $"What was read from the slot in line {Describe.Line(finding.Site.Place())} is taken for a table here, and nobody has asked what it is: a slot that was emptied meanwhile names page 0. Ask whether it is a table first.",
        FindingKind.SlotReadRaw =>
            $"The slot is read here through '{finding.Detail}' by hand: such a read may be torn or repeated. Read it by the method that reads it once (pmdp_get_lockless).",
        FindingKind.SlotNotLookedAgain when finding.Use == Use.Released =>
            $"The slot is written here under its lock, but what was decided about it in line {Describe.Line(finding.Site.Place())} was seen before the lock was taken. Look again under the lock first.",
        FindingKind.SlotNotLookedAgain =>
            $"What is asked here was read in line {Describe.Line(finding.Site.Place())}, before the slot's lock was taken. Read the slot again under the lock, or compare.",
        FindingKind.EntryNotLookedAgain =>
            $"The entry is written here through '{finding.Pointer}', mapped in line {Describe.Line(finding.Site.Place())}, but it was looked at in an earlier hold of the lock: what was seen then is gone. Look again under the lock first.",
        _ => null,
    };
}
