using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>
/// An image as the LiME kernel module writes it: ranges of memory one after the other, each behind a header that says from which
/// address to which (the last one included). It tells nothing of the machine.
/// </summary>
internal static class LimeImage
{
    private const uint Magic = 0x4c69_4d45;
    private const uint KnownVersion = 1;
    private const ulong HeaderSize = 32;

    /// <summary>Whether the file says that it is LiME; the header is in the dumped machine's own byte order.</summary>
    public static bool IsLime(ByteView file) => file.Holds(0, 4) && (file.UInt32(0) == Magic || file.InOrder(bigEndian: true).UInt32(0) == Magic);

    /// <summary>Opens the image.</summary>
    public static MemoryImage Open(string name, ImageBytes bytes, PhysicalAddress? start)
    {
        if (start is not null)
        {
            throw new InputException($"{name.Quote()} is a LiME file and says itself where its memory lies; leave out --base.");
        }

        ByteView file = bytes.View;
        file = file.InOrder(bigEndian: file.UInt32(0) != Magic);
        ImageSegment[] segments = SegmentCheck.NoOverlaps(Ranges(file, name), file, name);
        return new MemoryImage(name, bytes, new SegmentMap(file, segments), machine: null, new ImageRegisters());
    }

    private static List<ImageSegment> Ranges(ByteView file, string name)
    {
        List<ImageSegment> ranges = [];
        ulong at = 0;
        while (at < file.Length)
        {
            if (!file.Holds(at, HeaderSize))
            {
                throw new InputException($"{name.Quote()} is truncated: a LiME header takes {HeaderSize} bytes from byte {at} on and the file has {file.Length}.");
            }

            ImageSegment range = ReadRange(file, at, name);
            ranges.Add(range);
            at = (range.Offset + range.Stored).Value;
        }

        return ranges;
    }

    private static ImageSegment ReadRange(ByteView file, ulong at, string name)
    {
        uint version = file.UInt32(at + 4);
        ulong first = file.UInt64(at + 8);
        ulong last = file.UInt64(at + 16);
        if (file.UInt32(at) != Magic || version != KnownVersion)
        {
            throw new InputException($"{name.Quote()} is not a well-formed LiME file: there is no header of version {KnownVersion} at byte {at}.");
        }

        if (first > last)
        {
            throw new InputException($"{name.Quote()} is not a well-formed LiME file: its range at byte {at} ends before it starts.");
        }

        ulong content = at + HeaderSize;
        if (last - first >= file.Length - content)
        {
            throw new InputException($"{name.Quote()} is truncated: the range from 0x{first:x} to 0x{last:x} starts at byte {content} and the file has {file.Length}.");
        }

        ByteCount size = new(last - first + 1);
        return new ImageSegment(new PhysicalAddress(first), size, new ByteCount(content), size);
    }
}
