using KernelMm.Cli.Images.Notes;
using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>
/// An ELF core whose loadable segments carry physical addresses, as QEMU's <c>dump-guest-memory</c>, the kernel's own
/// <c>/proc/vmcore</c> and drgn's tools write it. Nothing in the file is believed before it is checked.
/// </summary>
internal static class ElfCore
{
    // The identification, the file's type and its machine are at the same places in either class.
    private const int CommonSize = 20;
    private const int TypeOffset = 16;
    private const int MachineOffset = 18;
    private const ushort CoreType = 4;
    private const ushort CountIsElsewhere = 0xffff;

    /// <summary>Whether the file says that it is ELF.</summary>
    public static bool IsElf(ByteView file) => file.Holds(0, 4) && file.Slice(0, 4).AsSpan().SequenceEqual("\u007fELF"u8);

    /// <summary>Opens the core.</summary>
    public static MemoryImage Open(string name, ImageBytes bytes, PhysicalAddress? start)
    {
        ByteView file = bytes.View;
        if (start is not null)
        {
            throw new InputException($"{name.Quote()} is an ELF file and says itself where its memory lies; leave out --base.");
        }

        ElfFormat format = CheckHeader(file, name);
        file = file.InOrder(format.BigEndian);
        ProgramHeader[] headers = ReadProgramHeaders(file, format, name);
        ImageSegment[] segments = SegmentCheck.NoOverlaps(PhysicalSegments(headers, name), file, name);
        int machine = file.UInt16(MachineOffset);
        ImageRegisters registers = new();
        NoteReaders.Read(machine, headers.Where(header => header is { Type: ProgramHeader.Note, FileSize: > 0 })
            .Select(header => file.Slice(header.Offset, header.FileSize)), registers);
        return new MemoryImage(name, bytes, new SegmentMap(file, segments), machine, registers);
    }

    private static ElfFormat CheckHeader(ByteView file, string name)
    {
        if (file.Length < CommonSize)
        {
            throw Truncated(name, $"an ELF header takes more than {CommonSize} bytes and the file has {file.Length}");
        }

        ReadOnlySpan<byte> identification = file.Slice(0, CommonSize).AsSpan();
        if (!ElfFormat.TryRead(identification, out ElfFormat format))
        {
            throw Malformed(name, $"it is of class {identification[4]} and byte order {identification[5]}");
        }

        if (file.Length < format.HeaderSize)
        {
            throw Truncated(name, $"an ELF header takes {format.HeaderSize} bytes and the file has {file.Length}");
        }

        ushort type = file.InOrder(format.BigEndian).UInt16(TypeOffset);
        return type == CoreType
            ? format
            : throw new InputException($"{name.Quote()} is an ELF file but not a core of memory (its type is {type}, a core's is {CoreType}).");
    }

    private static ProgramHeader[] ReadProgramHeaders(ByteView file, ElfFormat format, string name)
    {
        ulong table = format.ProgramHeaders(file);
        ulong count = format.ProgramHeaderCount(file);
        if (count == CountIsElsewhere)
        {
            ulong sections = format.SectionHeaders(file);
            count = file.Holds(sections, format.SectionHeaderSize)
                ? format.LargeProgramHeaderCount(file.Slice(sections, format.SectionHeaderSize))
                : throw Truncated(name, "the section that counts its segments lies behind its end");
        }

        if (count == 0)
        {
            throw new InputException($"{name.Quote()} is an ELF core without any segment.");
        }

        ushort claimed = format.ClaimedProgramHeaderSize(file);
        if (claimed != format.ProgramHeaderSize)
        {
            throw Malformed(name, $"its program headers take {claimed} bytes each instead of {format.ProgramHeaderSize}");
        }

        if (!file.Holds(table, count * format.ProgramHeaderSize))
        {
            throw Truncated(name, $"it claims {count} program headers from byte {table} on and has {file.Length} bytes");
        }

        ProgramHeader[] headers = new ProgramHeader[count];
        for (ulong i = 0; i < count; i++)
        {
            headers[i] = format.Read(file.Slice(table + (i * format.ProgramHeaderSize), format.ProgramHeaderSize));
            CheckContent(headers[i], i, file, name);
        }

        return headers;
    }

    private static void CheckContent(ProgramHeader header, ulong index, ByteView file, string name)
    {
        if (header.Type is not (ProgramHeader.Load or ProgramHeader.Note) || header.FileSize == 0)
        {
            return;
        }

        if (!file.Holds(header.Offset, header.FileSize))
        {
            throw Truncated(name, $"segment {index} takes {header.FileSize} bytes from byte {header.Offset} on and the file has {file.Length}");
        }

        if (header.Type == ProgramHeader.Load && header.FileSize > header.MemorySize)
        {
            throw Malformed(name, $"segment {index} has {header.FileSize} bytes in the file and only {header.MemorySize} in memory");
        }
    }

    private static List<ImageSegment> PhysicalSegments(ProgramHeader[] headers, string name)
    {
        List<ImageSegment> segments = [];
        foreach (ProgramHeader header in headers)
        {
            // A segment without bytes in the file is memory that the dumper saw and left out, not memory full of zeros.
            if (header.Type != ProgramHeader.Load || header.FileSize == 0 || header.Address == ProgramHeader.NoAddress)
            {
                continue;
            }

            PhysicalAddress address = new(header.Address);
            ByteCount size = new(header.MemorySize);
            if (size > PhysicalAddresses.RoomFrom(address))
            {
                throw Malformed(name, $"its segment at {address} ends beyond the end of the physical address space");
            }

            segments.Add(new ImageSegment(address, size, new ByteCount(header.Offset), new ByteCount(header.FileSize)));
        }

        if (segments.Count == 0)
        {
            throw new InputException($"{name.Quote()} is an ELF core that holds no physical memory.");
        }

        if (segments.Count > 1 && segments.All(segment => segment.Address.Value == 0))
        {
            throw new InputException(
                $"{name.Quote()} is the core of one process: its segments carry no physical addresses, so there are no page tables in it.");
        }

        return segments;
    }

    private static InputException Truncated(string name, string what) => new($"{name.Quote()} is truncated: {what}.");

    private static InputException Malformed(string name, string what) => new($"{name.Quote()} is not a well-formed ELF core: {what}.");
}
