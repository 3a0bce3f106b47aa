using System.Collections;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>What the engine found in one method, each thing once however many paths lead to it, in the order of the source.</summary>
internal sealed class Findings : IEnumerable<Finding>
{
    private readonly Dictionary<(FindingKind, MappingSite, Location, Use), Finding> _found = [];

    private readonly Dictionary<(MappingSite, Location), Arrivals> _arrivals = [];

    /// <summary>How many times a block was walked until nothing changed: the measure of the engine's work.</summary>
    public int Steps { get; set; }

    public void Add(Finding finding)
    {
        var key = (finding.Kind, finding.Site, finding.Place, finding.Use);
        _found[key] = _found.TryGetValue(key, out var known)
            ? known with
            {
                OwesMapping = known.OwesMapping || finding.OwesMapping,
                OwesLock = known.OwesLock || finding.OwesLock,
                KnownNull = known.KnownNull && finding.KnownNull,
                Untested = known.Untested && finding.Untested,
                ByException = known.ByException && finding.ByException,
                Pointer = known.Pointer == finding.Pointer ? known.Pointer : "",
            }
            : finding;
    }

    /// <summary>Notes in which state a mapping arrives at an exit, owed or not.</summary>
    public void Arrived(MappingSite site, Location exit, SiteState state)
    {
        _arrivals.TryGetValue((site, exit), out var known);
        _arrivals[(site, exit)] = known | state switch
        {
            { OwesRelease: true, Status: MappingStatus.Maybe } => Arrivals.OwingIfMapped,
            { OwesRelease: true, OwesUnlock: true } => Arrivals.OwingBoth,
            { OwesRelease: true } => Arrivals.OwingMapping,
            { OwesUnlock: true } => Arrivals.OwingLock,
            { Status: MappingStatus.Null } => Arrivals.Null,
            _ => Arrivals.OwingNothing,
        };
    }

    /// <summary>All states in which a mapping arrives at an exit.</summary>
    public Arrivals At(MappingSite site, Location exit) =>
        _arrivals.TryGetValue((site, exit), out var arrivals) ? arrivals : Arrivals.None;

    public IEnumerator<Finding> GetEnumerator() =>
        _found.Values
            .OrderBy(f => f.Place.SourceSpan.Start)
            .ThenBy(f => f.Site.Operation.Syntax.SpanStart)
            .ThenBy(f => f.Kind)
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
