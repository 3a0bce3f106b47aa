using System.Globalization;

namespace KernelMm.Contracts;

/// <summary>
/// An address as a program uses it, before translation. Sign extension is part of the value: the upper half of a 48-bit
/// space starts at <c>0xffff800000000000</c>. An exclusive end of 0 means the end of the 64-bit word, so that the last page
/// can be in a range. In Linux: an <c>unsigned long</c> named <c>addr</c>.
/// </summary>
/// <param name="Value">The address itself, in bytes.</param>
public readonly record struct VirtualAddress(ulong Value) : IComparable<VirtualAddress>
{
    /// <summary>This address, that many bytes higher; wraps at the end of the 64-bit word as the hardware's arithmetic does.</summary>
    public static VirtualAddress operator +(VirtualAddress address, ByteCount bytes) => new(unchecked(address.Value + bytes.Value));

    /// <summary>This address, that many bytes lower; wraps at zero.</summary>
    public static VirtualAddress operator -(VirtualAddress address, ByteCount bytes) => new(unchecked(address.Value - bytes.Value));

    /// <summary>The distance from <paramref name="right"/> up to <paramref name="left"/>, modulo 2^64.</summary>
    public static ByteCount operator -(VirtualAddress left, VirtualAddress right) => new(unchecked(left.Value - right.Value));

    /// <summary>The highest multiple of <paramref name="alignment"/> that is not above this address.</summary>
    /// <param name="alignment">A power of two.</param>
    public VirtualAddress AlignDown(ByteCount alignment) => new(Value & ~(alignment.Value - 1));

    /// <summary>Whether this address is a multiple of <paramref name="alignment"/>.</summary>
    /// <param name="alignment">A power of two.</param>
    public bool IsAligned(ByteCount alignment) => (Value & (alignment.Value - 1)) == 0;

    /// <summary>The address as <c>0x</c> and 16 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x16}");

    /// <inheritdoc/>
    public int CompareTo(VirtualAddress other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is lower than <paramref name="right"/>.</summary>
    public static bool operator <(VirtualAddress left, VirtualAddress right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is higher than <paramref name="right"/>.</summary>
    public static bool operator >(VirtualAddress left, VirtualAddress right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not higher than <paramref name="right"/>.</summary>
    public static bool operator <=(VirtualAddress left, VirtualAddress right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not lower than <paramref name="right"/>.</summary>
    public static bool operator >=(VirtualAddress left, VirtualAddress right) => left.Value >= right.Value;
}
