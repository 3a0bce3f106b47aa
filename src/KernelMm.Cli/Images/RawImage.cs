using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>An image that is nothing but memory, one byte after the other.</summary>
internal static class RawImage
{
    /// <summary>Opens it as memory from <paramref name="start"/> on.</summary>
    public static MemoryImage Open(string name, ImageBytes bytes, PhysicalAddress? start)
    {
        if (start is not { } address)
        {
            throw new InputException(
                $"{name.Quote()} is neither an ELF file nor a LiME file; if it is a raw image, say with --base at which physical address it starts.");
        }

        ByteCount size = new(bytes.Length);
        if (size > PhysicalAddresses.RoomFrom(address))
        {
            throw new InputException($"{name.Quote()} does not fit between --base {address} and the end of the physical address space.");
        }

        SegmentMap map = new(bytes.View, [new ImageSegment(address, size, ByteCount.Zero, size)]);
        return new MemoryImage(name, bytes, map, machine: null, new ImageRegisters());
    }
}
