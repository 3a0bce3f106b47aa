using KernelMm.Contracts;

namespace KernelMm.Exploration.Checks;

/// <summary>What an address means: a frame, what may be done there, and what lies there.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Rights">What may be done.</param>
/// <param name="Contents">What lies there.</param>
public readonly record struct FlatMapping(Pfn Frame, AccessRights Rights, ulong Contents);

/// <summary>
/// An address space as one flat table, the reference that a real one refines: no levels, no locks, no races. An immutable value,
/// so that a check can try many orders from one state.
/// </summary>
public sealed class FlatMap : IEquatable<FlatMap>
{
    private readonly SortedDictionary<ulong, FlatMapping> _mappings;

    private FlatMap(SortedDictionary<ulong, FlatMapping> mappings) => _mappings = mappings;

    /// <summary>Nothing is mapped.</summary>
    public static FlatMap Empty { get; } = new([]);

    /// <summary>What an address means, or null where nothing is mapped.</summary>
    public FlatMapping? this[VirtualAddress address] => _mappings.TryGetValue(address.Value, out FlatMapping mapping) ? mapping : null;

    /// <summary>The same but for one address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="mapping">What it means now, or null for nothing.</param>
    public FlatMap With(VirtualAddress address, FlatMapping? mapping)
    {
        SortedDictionary<ulong, FlatMapping> mappings = new(_mappings);
        if (mapping is { } there)
        {
            mappings[address.Value] = there;
        }
        else
        {
            mappings.Remove(address.Value);
        }

        return new FlatMap(mappings);
    }

    /// <inheritdoc/>
    public bool Equals(FlatMap? other) => other is not null && _mappings.SequenceEqual(other._mappings);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlatMap);

    /// <inheritdoc/>
    public override int GetHashCode() => _mappings.Aggregate(0, (hash, one) => HashCode.Combine(hash, one.Key, one.Value));
}
