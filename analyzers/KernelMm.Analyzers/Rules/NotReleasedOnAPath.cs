using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>
/// KMM0004: the method can be left, or the map reached again, while what was mapped there is still owed. Reported at the map; the
/// exits are the additional locations.
/// </summary>
internal sealed class NotReleasedOnAPath : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0004",
        "A mapping is not released on a path",
        "'{0}' is mapped here, but {1} on the path that {2} in line {3}{4}. {5} before that exit.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every map that succeeds is owed exactly one unmap on every path, and a lock that came with it one unlock.",
        helpLinkUri: Describe.HelpLink("KMM0004"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings)
    {
        // An exception that some call might throw is another matter than a path the source spells out.
        var leaks = findings.Where(f => f is { Kind: FindingKind.NotReleased, ByException: false });
        foreach (var leak in leaks.GroupBy(f => f.Site))
        {
            var exits = leak.Where(f => !f.Untested || !IsUsedUntested(findings, f.Site)).ToList();
            if (exits.Count > 0)
            {
                yield return Report(leak.Key, exits, findings);
            }
        }
    }

    // "Never tested" is one mistake with one remedy, and has been said where the pointer is used.
    private static bool IsUsedUntested(Findings findings, MappingSite site) =>
        findings.Any(f => f.Kind == FindingKind.UsedUntested && f.Site == site);

    private static Diagnostic Report(MappingSite site, List<Finding> exits, Findings findings)
    {
        var first = exits[0];
        return Diagnostic.Create(
            Rule,
            site.Place(),
            exits.Select(e => e.Place),
            Describe.Facts(
                (DiagnosticFacts.Lock, site.LockName),
                (DiagnosticFacts.Outlived, IsOutlived(site, exits, findings) ? "" : null),
                (DiagnosticFacts.Exits, string.Join(";", exits.Select(e => Missing(e, findings.At(site, e.Place)))))),
            site.Name(),
            What(first, site),
            first.Place.SourceSpan == site.Place().SourceSpan ? "comes back to the map" : "leaves",
            Describe.Line(first.Place),
            exits.Count > 1 ? $" (and {exits.Count - 1} more)" : "",
            Remedy(first, site));
    }

    private static bool IsOutlived(MappingSite site, List<Finding> exits, Findings findings) => findings.Any(f =>
        f is { Kind: FindingKind.NotReleased, ByException: false } && f.Site.Index > site.Index && exits.Exists(e => e.Place == f.Place));

    // What has to be put before this exit so that it is right on every path that comes there; empty where nothing is.
    private static string Missing(Finding exit, Arrivals arrivals)
    {
        const Arrivals Mapped = Arrivals.OwingMapping | Arrivals.OwingBoth | Arrivals.OwingIfMapped;
        var word = (arrivals & ~Arrivals.Null) switch
        {
            Arrivals.OwingLock => DiagnosticFacts.OnlyLock,
            Arrivals.OwingBoth => DiagnosticFacts.Both,
            Arrivals.OwingMapping => DiagnosticFacts.Mapping,
            Arrivals.OwingIfMapped => exit.OwesLock ? DiagnosticFacts.Both : DiagnosticFacts.Mapping,
            _ => "",
        };
        var guarded = (arrivals & (Arrivals.Null | Arrivals.OwingIfMapped)) != 0;
        var nameless = exit.Pointer.Length == 0 && (guarded || (arrivals & Mapped) != 0);
        return word.Length == 0 || nameless ? "" : $"{exit.Pointer} {word}{(guarded ? DiagnosticFacts.Guarded : "")}";
    }

    private static string What(Finding leak, MappingSite site) => leak switch
    {
        { Untested: true } => "neither tested nor unmapped",
        { OwesMapping: true, OwesLock: true } => $"still mapped and its lock '{site.LockName}' still held",
        { OwesMapping: true } => "still mapped",
        _ => $"its lock '{site.LockName}' is still held",
    };

    private static string Remedy(Finding leak, MappingSite site) => leak switch
    {
        { OwesMapping: true, OwesLock: true } => $"Unmap '{site.Name()}' and unlock '{site.LockName}'",
        { OwesMapping: true } => $"Unmap '{site.Name()}'",
        _ => $"Unlock '{site.LockName}'",
    };
}
