using System.Globalization;

namespace KernelMm;

/// <summary>
/// A place in what is mapped, in pages: of a file or of shared memory from its beginning; of private anonymous memory the page
/// number of the address it was first mapped at. In Linux: <c>pgoff_t</c>.
/// </summary>
/// <param name="Value">How many pages lie before it.</param>
public readonly record struct Pgoff(ulong Value) : IComparable<Pgoff>
{
    /// <summary>So many pages further on.</summary>
    public static Pgoff operator +(Pgoff offset, FrameCount pages) => new(unchecked(offset.Value + pages.Value));

    /// <summary>So many pages before.</summary>
    public static Pgoff operator -(Pgoff offset, FrameCount pages) => new(unchecked(offset.Value - pages.Value));

    /// <summary>How many pages lie between two places.</summary>
    public static FrameCount operator -(Pgoff left, Pgoff right) => new(unchecked(left.Value - right.Value));

    /// <summary>The page number of an address: where private anonymous memory that is first mapped there begins.</summary>
    public static Pgoff Of(VirtualAddress address) => new(address.Value >> PageShift);

    /// <summary>The number, in hexadecimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}");

    /// <inheritdoc/>
    public int CompareTo(Pgoff other) => Value.CompareTo(other.Value);

    /// <summary>Whether one place lies before another.</summary>
    public static bool operator <(Pgoff left, Pgoff right) => left.Value < right.Value;

    /// <summary>Whether one place lies behind another.</summary>
    public static bool operator >(Pgoff left, Pgoff right) => left.Value > right.Value;

    /// <summary>Whether one place lies before another or is the same.</summary>
    public static bool operator <=(Pgoff left, Pgoff right) => left.Value <= right.Value;

    /// <summary>Whether one place lies behind another or is the same.</summary>
    public static bool operator >=(Pgoff left, Pgoff right) => left.Value >= right.Value;
}
