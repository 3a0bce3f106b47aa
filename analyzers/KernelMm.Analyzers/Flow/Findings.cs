using System.Collections;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Flow;

/// <summary>What the engine found in one method, each thing once however many paths lead to it, in the order of the source.</summary>
internal sealed class Findings : IEnumerable<Finding>
{
    private readonly Dictionary<(FindingKind, MappingSite, Location, Use), Finding> _found = [];

    private readonly Dictionary<Location, List<PathState>> _arrivals = [];

    private readonly Dictionary<Location, List<PathState>> _returns = [];

    private readonly HashSet<TextSpan> _tests = [];

    private readonly HashSet<TextSpan> _needed = [];

    // Every rule reads them all.
    private Finding[]? _sorted;

    /// <summary>How many times a path was walked through a block until nothing changed: the measure of the engine's work.</summary>
    public int Steps { get; set; }

    public void Add(Finding finding)
    {
        _sorted = null;
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

    /// <summary>The ways out that are no exceptions, each with the paths that come to it.</summary>
    public IEnumerable<(Location Exit, IReadOnlyList<PathState> Paths)> Returns => _returns.Select(r => (r.Key, (IReadOnlyList<PathState>)r.Value));

    /// <summary>Notes a test whose answer nobody could have known.</summary>
    public void Matters(IOperation test) => _tests.Add(test.Syntax.Span);

    /// <summary>Whether some path comes to this test with its answer open.</summary>
    public bool DoesMatter(Location test) => _tests.Contains(test.SourceSpan);

    /// <summary>Notes that on some path this test is asked of what is null, or of what nobody has used or tested yet.</summary>
    public void Needs(IOperation test) => _needed.Add(test.Syntax.Span);

    public bool IsNeeded(Location test) => _needed.Contains(test.SourceSpan);

    /// <summary>Notes that a path ends at an exit. It must not change any more.</summary>
    public void Arrived(Location exit, PathState path, bool byException)
    {
        if (!byException)
        {
            if (!_returns.TryGetValue(exit, out var returned))
            {
                _returns.Add(exit, returned = []);
            }

            returned.Add(path);
        }

        if (!_arrivals.TryGetValue(exit, out var paths))
        {
            _arrivals.Add(exit, paths = []);
        }

        paths.Add(path);
    }

    /// <summary>All states in which a mapping arrives at an exit, owed or not.</summary>
    public Arrivals At(MappingSite site, Location exit) =>
        _arrivals.TryGetValue(exit, out var paths) ? paths.Aggregate(Arrivals.None, (all, path) => all | Of(path.Site(site.Index))) : Arrivals.None;

    private static Arrivals Of(SiteState state) => state switch
    {
        { OwesRelease: true, Status: MappingStatus.Maybe } => Arrivals.OwingIfMapped,
        { OwesRelease: true, OwesUnlock: true } => Arrivals.OwingBoth,
        { OwesRelease: true } => Arrivals.OwingMapping,
        { OwesUnlock: true } => Arrivals.OwingLock,
        { Status: MappingStatus.Null } => Arrivals.Null,
        _ => Arrivals.OwingNothing,
    };

    public bool Any => _found.Count > 0;

    public IEnumerator<Finding> GetEnumerator() => ((IEnumerable<Finding>)(_sorted ??= Sort())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Finding[] Sort() => _found.Values
        .OrderBy(f => f.Place.SourceSpan.Start)
        .ThenBy(f => f.Site.Operation.Syntax.SpanStart)
        .ThenBy(f => f.Kind)
        .ToArray();
}
