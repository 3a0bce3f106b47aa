namespace KernelMm.Analyzers.Flow;

/// <summary>Numbers the facts of one method, each found again by what it is about.</summary>
internal sealed class FactTable
{
    private static readonly List<Fact> None = [];

    private readonly Dictionary<(FactKind, object, string), Fact> _facts = [];
    private readonly List<Fact> _all = [];
    private readonly List<Fact>?[] _byKind = new List<Fact>?[(int)FactKind.Callers + 1];

    public int Count => _all.Count;

    public Fact this[int number] => _all[number];

    /// <summary>Those of one kind, to be read only.</summary>
    public List<Fact> All(FactKind kind) => _byKind[(int)kind] ?? None;

    public Fact? Find(FactKind kind, object about, string resource = "") => _facts.TryGetValue((kind, about, resource), out var fact) ? fact : null;

    public Fact Of(FactKind kind, object about, Func<int, Fact> make, string resource = "")
    {
        if (!_facts.TryGetValue((kind, about, resource), out var fact))
        {
            fact = make(_all.Count);
            _facts.Add((kind, about, resource), fact);
            _all.Add(fact);
            (_byKind[(int)kind] ??= []).Add(fact);
        }

        return fact;
    }

    /// <summary>What is remembered of a slot.</summary>
    public Fact OfSlot(FactKind kind, int place)
    {
        foreach (var fact in All(kind))
        {
            if (fact.Place == place)
            {
                return fact;
            }
        }

        return Of(kind, place, n => new Fact(n, kind, null) { Place = place });
    }
}
