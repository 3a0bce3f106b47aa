using System.Globalization;

namespace KernelMm.Contracts;

/// <summary>A number of bytes: a size, a length, a distance between two addresses.</summary>
/// <param name="Value">The number of bytes.</param>
public readonly record struct ByteCount(ulong Value) : IComparable<ByteCount>
{
    /// <summary>The sum; wraps at the end of the 64-bit word.</summary>
    public static ByteCount operator +(ByteCount left, ByteCount right) => new(unchecked(left.Value + right.Value));

    /// <summary>The difference; wraps at zero.</summary>
    public static ByteCount operator -(ByteCount left, ByteCount right) => new(unchecked(left.Value - right.Value));

    /// <summary>No bytes.</summary>
    public static ByteCount Zero => default;

    /// <summary>Two to the power of <paramref name="shift"/> bytes, from 0 to 63: the coverage of an entry whose shift that is.</summary>
    public static ByteCount FromShift(int shift) => new(1UL << shift);

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(ByteCount other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is lower than <paramref name="right"/>.</summary>
    public static bool operator <(ByteCount left, ByteCount right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is higher than <paramref name="right"/>.</summary>
    public static bool operator >(ByteCount left, ByteCount right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not higher than <paramref name="right"/>.</summary>
    public static bool operator <=(ByteCount left, ByteCount right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not lower than <paramref name="right"/>.</summary>
    public static bool operator >=(ByteCount left, ByteCount right) => left.Value >= right.Value;
}
