namespace KernelMm.Cli.Images;

/// <summary>Where an ELF file of one class has its fields, and in which byte order.</summary>
internal readonly struct ElfFormat
{
    private readonly bool _wide;

    private ElfFormat(bool wide, bool bigEndian)
    {
        _wide = wide;
        BigEndian = bigEndian;
    }

    /// <summary>Whether numbers have their highest byte first.</summary>
    public bool BigEndian { get; }

    /// <summary>How long the file's header is.</summary>
    public ulong HeaderSize => _wide ? 64u : 52u;

    /// <summary>How long a program header is.</summary>
    public ulong ProgramHeaderSize => _wide ? 56u : 32u;

    /// <summary>How long a section header is.</summary>
    public ulong SectionHeaderSize => _wide ? 64u : 40u;

    /// <summary>Says which it is, or that it is none.</summary>
    /// <param name="identification">The file's first bytes, at least six.</param>
    /// <param name="format">The format.</param>
    public static bool TryRead(ReadOnlySpan<byte> identification, out ElfFormat format)
    {
        format = new ElfFormat(identification[4] == 2, identification[5] == 2);
        return identification[4] is 1 or 2 && identification[5] is 1 or 2;
    }

    /// <summary>Where the program headers start.</summary>
    public ulong ProgramHeaders(ByteView file) => Word(file, 28, 32);

    /// <summary>Where the section headers start.</summary>
    public ulong SectionHeaders(ByteView file) => Word(file, 32, 40);

    /// <summary>How long the file says that each program header is.</summary>
    public ushort ClaimedProgramHeaderSize(ByteView file) => file.UInt16(_wide ? 54u : 42u);

    /// <summary>How many program headers there are, or that a section says it.</summary>
    public ushort ProgramHeaderCount(ByteView file) => file.UInt16(_wide ? 56u : 44u);

    /// <summary>What the first section header says where there are more program headers than the file's header can.</summary>
    public uint LargeProgramHeaderCount(ByteView section) => section.UInt32(_wide ? 44u : 28u);

    /// <summary>Reads a program header; nothing in it is checked.</summary>
    public ProgramHeader Read(ByteView header)
    {
        ulong address = Word(header, 12, 24);
        return new ProgramHeader(
            header.UInt32(0),
            Word(header, 4, 8),
            !_wide && address == uint.MaxValue ? ProgramHeader.NoAddress : address,
            Word(header, 16, 32),
            Word(header, 20, 40));
    }

    private ulong Word(ByteView view, ulong narrow, ulong wide) => _wide ? view.UInt64(wide) : view.UInt32(narrow);
}
