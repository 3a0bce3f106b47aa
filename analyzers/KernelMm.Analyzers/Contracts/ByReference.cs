using System.Runtime.CompilerServices;

namespace KernelMm.Analyzers.Contracts;

/// <summary>
/// Keys that are the same object or not the same. A symbol's own comparison asks more, and what is looked up most is definitions, of
/// which a compilation makes one each; where it makes another, the answer is read once more.
/// </summary>
internal sealed class ByReference<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ByReference<T> Comparer = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T key) => RuntimeHelpers.GetHashCode(key);
}
