using System.Globalization;

namespace KernelMm.Contracts;

/// <summary>A page-frame number: a physical address divided by the page size. In Linux: an <c>unsigned long</c> named <c>pfn</c>.</summary>
/// <param name="Value">The frame number, in units of the architecture's base page.</param>
public readonly record struct Pfn(ulong Value) : IComparable<Pfn>
{
    /// <summary>The frame that many frames further on; wraps at the end of the 64-bit word.</summary>
    public static Pfn operator +(Pfn pfn, FrameCount frames) => new(unchecked(pfn.Value + frames.Value));

    /// <summary>The frame that many frames before; wraps at zero.</summary>
    public static Pfn operator -(Pfn pfn, FrameCount frames) => new(unchecked(pfn.Value - frames.Value));

    /// <summary>How many frames <paramref name="left"/> lies above <paramref name="right"/>, modulo 2^64.</summary>
    public static FrameCount operator -(Pfn left, Pfn right) => new(unchecked(left.Value - right.Value));

    /// <summary>The frame number as <c>0x</c> and hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}");

    /// <inheritdoc/>
    public int CompareTo(Pfn other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is lower than <paramref name="right"/>.</summary>
    public static bool operator <(Pfn left, Pfn right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is higher than <paramref name="right"/>.</summary>
    public static bool operator >(Pfn left, Pfn right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not higher than <paramref name="right"/>.</summary>
    public static bool operator <=(Pfn left, Pfn right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not lower than <paramref name="right"/>.</summary>
    public static bool operator >=(Pfn left, Pfn right) => left.Value >= right.Value;
}
