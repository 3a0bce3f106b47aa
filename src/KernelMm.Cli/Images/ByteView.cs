using System.Runtime.CompilerServices;

namespace KernelMm.Cli.Images;

/// <summary>
/// A stretch of bytes that nothing is read outside of. Spans cannot be longer than 2 GiB, and images can. The bytes must
/// outlive the view.
/// </summary>
internal readonly unsafe struct ByteView(byte* start, ulong length)
{
    private readonly byte* _start = start;

    /// <summary>How many bytes there are.</summary>
    public ulong Length { get; } = length;

    /// <summary>Where the first byte lies.</summary>
    public byte* Start => _start;

    /// <summary>Whether this many bytes are there from this offset on, whatever the two numbers are.</summary>
    public bool Holds(ulong offset, ulong length) => offset <= Length && length <= Length - offset;

    /// <summary>A part of the bytes, which must be there.</summary>
    public ByteView Slice(ulong offset, ulong length) => new(At(offset, length), length);

    /// <summary>The bytes as a span; there must be fewer than 2 GiB of them.</summary>
    public ReadOnlySpan<byte> AsSpan() => new(_start, checked((int)Length));

    /// <summary>The number at an offset, in the order of a little-endian file.</summary>
    public ushort UInt16(ulong offset) => Unsafe.ReadUnaligned<ushort>(At(offset, sizeof(ushort)));

    /// <inheritdoc cref="UInt16"/>
    public uint UInt32(ulong offset) => Unsafe.ReadUnaligned<uint>(At(offset, sizeof(uint)));

    /// <inheritdoc cref="UInt16"/>
    public ulong UInt64(ulong offset) => Unsafe.ReadUnaligned<ulong>(At(offset, sizeof(ulong)));

    private byte* At(ulong offset, ulong length) =>
        Holds(offset, length) ? _start + offset : throw new ArgumentOutOfRangeException(nameof(offset));
}
