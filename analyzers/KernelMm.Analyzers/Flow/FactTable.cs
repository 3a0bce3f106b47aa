namespace KernelMm.Analyzers.Flow;

/// <summary>Numbers the facts of one method, each found again by what it is about.</summary>
internal sealed class FactTable
{
    private readonly Dictionary<(FactKind, object, string), Fact> _facts = [];
    private readonly Dictionary<FactKind, List<Fact>> _byKind = [];

    public int Count => _facts.Count;

    public IReadOnlyList<Fact> All(FactKind kind) => _byKind.TryGetValue(kind, out var facts) ? facts : [];

    public Fact? Find(FactKind kind, object about, string resource = "") => _facts.TryGetValue((kind, about, resource), out var fact) ? fact : null;

    public Fact Of(FactKind kind, object about, Func<int, Fact> make, string resource = "")
    {
        if (!_facts.TryGetValue((kind, about, resource), out var fact))
        {
            fact = make(_facts.Count);
            _facts.Add((kind, about, resource), fact);
            if (!_byKind.TryGetValue(kind, out var all))
            {
                _byKind.Add(kind, all = []);
            }

            all.Add(fact);
        }

        return fact;
    }

    /// <summary>What is remembered of a slot.</summary>
    public Fact OfSlot(FactKind kind, int place) => Of(kind, place, n => new Fact(n, kind, null) { Place = place });
}
