using System.Collections.Immutable;
using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0001: the result of a map that may fail is used on a path on which nobody has asked whether it failed.</summary>
internal sealed class UsedBeforeTested : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0001",
        "A map's result is used before it is tested",
        "'{0}' is {1} here, but the map in line {2} may have failed: the table can go away before it is mapped. Test '{0}' first, and on null skip, walk again, retry or let it refault.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A map that failed leaves nothing mapped, locked or owed; its pointer must not be dereferenced, advanced, unmapped or passed on.",
        helpLinkUri: Describe.HelpLink("KMM0001"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.UsedUntested && !ReleasedTwice.IsOfNull(finding)
            && !MapAfterPopulate.IsOfPopulated(finding)
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place()],
            FactsOf(finding),
            finding.Pointer,
            Describe.How(finding.Use),
            Describe.Line(finding.Site.Place()));

    /// <summary>What the fix has to know, under whatever id the use is reported.</summary>
    public static ImmutableDictionary<string, string?> FactsOf(Finding finding) => Describe.Facts(
        (DiagnosticFacts.Pointer, finding.Pointer),
        (DiagnosticFacts.Use, finding.Use.ToString()),
        (DiagnosticFacts.AlsoOwed, AlsoOwed(finding.Site)),
        (DiagnosticFacts.AlsoHeld, AlsoHeld(finding.Site)),
        (DiagnosticFacts.Spins, Spins(finding.Site)));

    private static string Spins(MappingSite site) => string.Join(
        " ",
        new[] { (site.SpinsInWalker, DiagnosticFacts.Walker), (site.SpinsInCaller, DiagnosticFacts.Caller), (site.SpinsHere, DiagnosticFacts.Here) }
            .Where(s => s.Item1).Select(s => s.Item2));

    private static string? AlsoHeld(MappingSite site)
    {
        var held = site.MadeWhileHolding.Where(f => f.ReleasedBy is not null).OrderBy(f => f.Site.Place().SourceSpan.Start).ToList();
        return held.Count == 0 ? null : string.Join("\n", held.Select(f => FormattableString.Invariant(
            $"{f.Site.Place().SourceSpan.Start} {(site.MadeWhileNotHolding.Contains(f) ? "" : f.ReleasedBy!.Syntax.ToString())}")));
    }

    private static string AlsoOwed(MappingSite site) => string.Join(
        ";",
        from owed in site.MadeWhileOwing
        orderby owed.Site.Index
        select FormattableString.Invariant($"{owed.Site.Place().SourceSpan.Start} {owed.Site.PointerName} {(owed.Locked ? owed.Site.LockName : "")}"));
}
