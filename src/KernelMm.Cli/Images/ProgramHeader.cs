namespace KernelMm.Cli.Images;

/// <summary>A program header as a 64-bit ELF file has it; nothing in it is checked.</summary>
internal readonly record struct ProgramHeader(uint Type, ulong Offset, ulong Address, ulong FileSize, ulong MemorySize)
{
    /// <summary>Memory.</summary>
    public const uint Load = 1;

    /// <summary>Notes.</summary>
    public const uint Note = 4;

    /// <summary>What dumpers write as the physical address of memory that has none of its own, such as vmalloc.</summary>
    public const ulong NoAddress = ulong.MaxValue;

    /// <summary>Reads a header.</summary>
    public static ProgramHeader Read(ByteView header) =>
        new(header.UInt32(0), header.UInt64(8), header.UInt64(24), header.UInt64(32), header.UInt64(40));
}
