using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace KernelMm.Cli.Images;

/// <summary>
/// A stretch of bytes that nothing is read outside of. Spans cannot be longer than 2 GiB, and images can. The bytes must
/// outlive the view.
/// </summary>
internal readonly unsafe struct ByteView(byte* start, ulong length, bool bigEndian = false)
{
    private readonly byte* _start = start;

    /// <summary>How many bytes there are.</summary>
    public ulong Length { get; } = length;

    /// <summary>Where the first byte lies.</summary>
    public byte* Start => _start;

    /// <summary>Whether this many bytes are there from this offset on, whatever the two numbers are.</summary>
    public bool Holds(ulong offset, ulong length) => offset <= Length && length <= Length - offset;

    /// <summary>The same bytes, with numbers in this order.</summary>
    public ByteView InOrder(bool bigEndian) => new(_start, Length, bigEndian);

    /// <summary>A part of the bytes, which must be there; numbers in it have the same order.</summary>
    public ByteView Slice(ulong offset, ulong length) => new(At(offset, length), length, bigEndian);

    /// <summary>The bytes as a span; there must be fewer than 2 GiB of them.</summary>
    public ReadOnlySpan<byte> AsSpan() => new(_start, checked((int)Length));

    /// <summary>The number at an offset, in the view's order.</summary>
    public ushort UInt16(ulong offset)
    {
        ushort value = Unsafe.ReadUnaligned<ushort>(At(offset, sizeof(ushort)));
        return Swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <inheritdoc cref="UInt16"/>
    public uint UInt32(ulong offset)
    {
        uint value = Unsafe.ReadUnaligned<uint>(At(offset, sizeof(uint)));
        return Swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <inheritdoc cref="UInt16"/>
    public ulong UInt64(ulong offset)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(At(offset, sizeof(ulong)));
        return Swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private bool Swapped => bigEndian == BitConverter.IsLittleEndian;

    private byte* At(ulong offset, ulong length) =>
        Holds(offset, length) ? _start + offset : throw new ArgumentOutOfRangeException(nameof(offset));
}
