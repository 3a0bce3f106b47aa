using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>A run of physical memory that the image holds.</summary>
/// <param name="Address">The physical address of its first byte.</param>
/// <param name="Size">How much memory it is, zeros at its end included.</param>
/// <param name="Offset">Where its bytes lie in the file.</param>
/// <param name="Stored">How many of them the file holds; those behind them are zero, as the ELF specification says.</param>
internal readonly record struct ImageSegment(PhysicalAddress Address, ByteCount Size, ByteCount Offset, ByteCount Stored)
{
    /// <summary>The last byte's address, so that a segment may end at the end of the 64-bit space.</summary>
    public PhysicalAddress Last => Address + Size - new ByteCount(1);

    /// <summary>The same segment without its first bytes.</summary>
    public ImageSegment Skip(ByteCount bytes) => new(
        Address + bytes,
        Size - bytes,
        Offset + bytes,
        bytes < Stored ? Stored - bytes : ByteCount.Zero);
}
