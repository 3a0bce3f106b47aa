using System.Globalization;

namespace KernelMm.Contracts;

/// <summary>An address on the memory bus, after translation. In Linux: <c>phys_addr_t</c>.</summary>
/// <param name="Value">The address itself, in bytes.</param>
public readonly record struct PhysicalAddress(ulong Value) : IComparable<PhysicalAddress>
{
    /// <summary>This address, that many bytes higher; wraps at the end of the 64-bit word as the hardware's arithmetic does.</summary>
    public static PhysicalAddress operator +(PhysicalAddress address, ByteCount bytes) => new(unchecked(address.Value + bytes.Value));

    /// <summary>This address, that many bytes lower; wraps at zero.</summary>
    public static PhysicalAddress operator -(PhysicalAddress address, ByteCount bytes) => new(unchecked(address.Value - bytes.Value));

    /// <summary>The distance from <paramref name="right"/> up to <paramref name="left"/>, modulo 2^64.</summary>
    public static ByteCount operator -(PhysicalAddress left, PhysicalAddress right) => new(unchecked(left.Value - right.Value));

    /// <summary>The highest multiple of <paramref name="alignment"/> that is not above this address.</summary>
    /// <param name="alignment">A power of two.</param>
    public PhysicalAddress AlignDown(ByteCount alignment) => new(Value & ~(alignment.Value - 1));

    /// <summary>Whether this address is a multiple of <paramref name="alignment"/>.</summary>
    /// <param name="alignment">A power of two.</param>
    public bool IsAligned(ByteCount alignment) => (Value & (alignment.Value - 1)) == 0;

    /// <summary>The address as <c>0x</c> and 16 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x16}");

    /// <inheritdoc/>
    public int CompareTo(PhysicalAddress other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is lower than <paramref name="right"/>.</summary>
    public static bool operator <(PhysicalAddress left, PhysicalAddress right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is higher than <paramref name="right"/>.</summary>
    public static bool operator >(PhysicalAddress left, PhysicalAddress right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not higher than <paramref name="right"/>.</summary>
    public static bool operator <=(PhysicalAddress left, PhysicalAddress right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not lower than <paramref name="right"/>.</summary>
    public static bool operator >=(PhysicalAddress left, PhysicalAddress right) => left.Value >= right.Value;
}
