using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Numbers the storage places that a method names: locals, parameters, and paths of fields and properties from them
/// (<c>vmf.Pte</c>). A place whose parent is written or handed out by reference is no longer known.
/// </summary>
internal sealed class LocationTable
{
    private const int NoParent = -1;
    private const int CaptureParent = -2;

    private readonly Dictionary<(int Parent, object Key), int> _numbers = new(new KeyComparer());
    private readonly List<(int Parent, object Key)> _places = [];
    private static readonly List<int> None = [];

    // Most places have no parts.
    private readonly List<List<int>?> _children = [];

    public int Count => _places.Count;

    public int Root(ISymbol symbol) => Number(NoParent, symbol);

    public int Capture(object captureId) => Number(CaptureParent, captureId);

    public int Member(int parent, ISymbol member) => Number(parent, member.OriginalDefinition);

    /// <summary>The place that a path of fields and properties starts from.</summary>
    public int RootOf(int location)
    {
        while (_places[location].Parent >= 0)
        {
            location = _places[location].Parent;
        }

        return location;
    }

    public bool IsRoot(int location) => _places[location].Parent == NoParent;

    public ISymbol? Symbol(int location) => _places[location].Key as ISymbol;

    /// <summary>The parts of a place, to be read only.</summary>
    public List<int> Children(int location) => _children[location] ?? None;

    private int Number(int parent, object key)
    {
        if (_numbers.TryGetValue((parent, key), out var number))
        {
            return number;
        }

        number = _places.Count;
        _numbers.Add((parent, key), number);
        _places.Add((parent, key));
        _children.Add(null);
        if (parent >= 0)
        {
            (_children[parent] ??= []).Add(number);
        }

        return number;
    }

    private sealed class KeyComparer : IEqualityComparer<(int Parent, object Key)>
    {
        public bool Equals((int Parent, object Key) x, (int Parent, object Key) y) =>
            x.Parent == y.Parent
            && (x.Key is ISymbol a && y.Key is ISymbol b ? SymbolEqualityComparer.Default.Equals(a, b) : x.Key.Equals(y.Key));

        public int GetHashCode((int Parent, object Key) place) =>
            (place.Parent * 397) ^ (place.Key is ISymbol s ? SymbolEqualityComparer.Default.GetHashCode(s) : place.Key.GetHashCode());
    }
}
