using System.Collections;

namespace KernelMm.Levels.Model;

/// <summary>
/// An immutable array that equals another with equal elements, so that a model made of them can be compared whole: that is what
/// lets an incremental build see that nothing changed.
/// </summary>
/// <typeparam name="T">The element type, itself comparable by value.</typeparam>
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    /// <summary>The number of elements.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The element at <paramref name="index"/>, from 0.</summary>
    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other) =>
        ReferenceEquals(_items, other._items) || (Count == other.Count && EqualItems(_items ?? [], other._items ?? []));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = Count;
        foreach (T item in _items ?? [])
        {
            hash = unchecked((hash * 397) ^ (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // No enumerators: of the models that are compared most have hundreds of these.
    private static bool EqualItems(T[] left, T[] right)
    {
        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int index = 0; index < left.Length; index++)
        {
            if (!comparer.Equals(left[index], right[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the elements are equal, one by one.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Whether some elements differ.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);
}

/// <summary>Makes <see cref="EquatableArray{T}"/> values.</summary>
public static class EquatableArray
{
    /// <summary>An array of these elements.</summary>
    public static EquatableArray<T> Of<T>(params T[] items) => new((T[])items.Clone());

    /// <summary>An array of these elements, in this order.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new(items.ToArray());
}
