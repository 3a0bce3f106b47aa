namespace KernelMm.Cli.Images;

/// <summary>A program header of an ELF file of either class; nothing in it is checked.</summary>
internal readonly record struct ProgramHeader(uint Type, ulong Offset, ulong Address, ulong FileSize, ulong MemorySize)
{
    /// <summary>Memory.</summary>
    public const uint Load = 1;

    /// <summary>Notes.</summary>
    public const uint Note = 4;

    /// <summary>What dumpers write as the physical address of memory that has none of its own, such as vmalloc.</summary>
    public const ulong NoAddress = ulong.MaxValue;
}
