using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// The pure conditions that a method asks at more than one place, numbered. Only for those is it worth keeping two paths apart by
/// the answer: "mapped under this condition, unmapped under the same".
/// </summary>
internal sealed class ConditionTable(Storage storage, ContractReader contracts)
{
    private static readonly List<int> None = [];

    private readonly Dictionary<IOperation, ConditionForm> _forms = [];
    private readonly SymbolNumbers _names = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly List<Entry> _asked = [];
    private readonly HashSet<int> _places = [];
    private readonly Dictionary<int, List<int>> _dependingOn = [];

    public int Count => _asked.Count;

    /// <summary>Counts a condition of a branch. To be called for all of them before the first <see cref="Find"/>.</summary>
    public void Register(IOperation condition)
    {
        var form = Form(condition);
        _places.UnionWith(form.Places);
        if (form.Text is not { } text)
        {
            return;
        }

        if (!_entries.TryGetValue(text, out var entry))
        {
            _entries.Add(text, new Entry(form.Places, form.Equality));
        }
        else if (entry.Number < 0)
        {
            entry.Number = _asked.Count;
            _asked.Add(entry);
            foreach (var place in entry.Places)
            {
                (_dependingOn.TryGetValue(place, out var numbers) ? numbers : _dependingOn[place] = []).Add(entry.Number);
            }
        }
    }

    /// <summary>The condition's number and which answer means that it is true; null for one asked only once.</summary>
    public (int Number, bool Sense)? Find(IOperation condition) =>
        Count > 0 && Form(condition) is { Text: { } text } form && _entries.TryGetValue(text, out var entry) && entry.Number >= 0
            ? (entry.Number, form.Sense)
            : null;

    /// <summary>Whether this condition has the same answer as long as nothing is put into the variables it names.</summary>
    public bool IsSteady(IOperation condition)
    {
        var form = Form(condition);
        return form.IsSteady ??= form.Text is not null
            && form.Places.All(p => storage.Locations.Symbol(storage.Locations.RootOf(p)) is { } root && storage.IsPrivate(root));
    }

    /// <summary>Whether some branch depends on this place, so that constants put there are worth remembering.</summary>
    public bool IsAskedAbout(int place) => _places.Contains(place);

    public (int Place, object Constant)? Equality(int number) => _asked[number].Equality;

    /// <summary>The conditions whose answer is not known any more once this place changed.</summary>
    public List<int> DependingOn(int place) => _dependingOn.TryGetValue(place, out var numbers) ? numbers : None;

    /// <summary>The places on which the answer depends.</summary>
    public IReadOnlyCollection<int> Places(int number) => _asked[number].Places;

    // Paths come to a condition again and again; how it is written stays the same.
    private ConditionForm Form(IOperation condition)
    {
        if (!_forms.TryGetValue(condition, out var form))
        {
            _forms.Add(condition, form = new ConditionKey(storage, contracts, _names).Of(condition));
        }

        return form;
    }

    private sealed class Entry(IReadOnlyCollection<int> places, (int, object)? equality)
    {
        public int Number { get; set; } = -1;

        public IReadOnlyCollection<int> Places { get; } = places;

        public (int Place, object Constant)? Equality { get; } = equality;
    }
}
