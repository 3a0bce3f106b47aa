using System.Globalization;

namespace KernelMm.Contracts;

/// <summary>A number of page frames. In Linux: an <c>unsigned long</c> named <c>nr_pages</c>.</summary>
/// <param name="Value">The number of frames.</param>
public readonly record struct FrameCount(ulong Value) : IComparable<FrameCount>
{
    /// <summary>The sum; wraps at the end of the 64-bit word.</summary>
    public static FrameCount operator +(FrameCount left, FrameCount right) => new(unchecked(left.Value + right.Value));

    /// <summary>The difference; wraps at zero.</summary>
    public static FrameCount operator -(FrameCount left, FrameCount right) => new(unchecked(left.Value - right.Value));

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(FrameCount other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is lower than <paramref name="right"/>.</summary>
    public static bool operator <(FrameCount left, FrameCount right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is higher than <paramref name="right"/>.</summary>
    public static bool operator >(FrameCount left, FrameCount right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not higher than <paramref name="right"/>.</summary>
    public static bool operator <=(FrameCount left, FrameCount right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not lower than <paramref name="right"/>.</summary>
    public static bool operator >=(FrameCount left, FrameCount right) => left.Value >= right.Value;
}
