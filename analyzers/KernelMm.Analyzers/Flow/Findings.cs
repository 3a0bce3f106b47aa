using System.Collections;

namespace KernelMm.Analyzers.Flow;

/// <summary>What the engine found in one method, each thing once however many paths lead to it, in the order of the source.</summary>
internal sealed class Findings : IEnumerable<Finding>
{
    private readonly Dictionary<(FindingKind, MappingSite, Microsoft.CodeAnalysis.Location, Use), Finding> _found = [];

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
                Untested = known.Untested && finding.Untested,
                ByException = known.ByException && finding.ByException,
            }
            : finding;
    }

    public IEnumerator<Finding> GetEnumerator() =>
        _found.Values
            .OrderBy(f => f.Place.SourceSpan.Start)
            .ThenBy(f => f.Site.Operation.Syntax.SpanStart)
            .ThenBy(f => f.Kind)
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
