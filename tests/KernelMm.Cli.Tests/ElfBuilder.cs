using System.Text;

namespace KernelMm.Cli.Tests;

/// <summary>Writes ELF cores, well formed unless told otherwise.</summary>
internal sealed class ElfBuilder
{
    private readonly List<(uint Type, ulong Address, byte[] Content, ulong MemorySize)> _segments = [];

    public ushort Machine { get; init; } = 62;

    public ushort Type { get; init; } = 4;

    /// <summary>Whether it is of the 64-bit class.</summary>
    public bool Wide { get; init; } = true;

    public bool BigEndian { get; init; }

    /// <summary>How many bytes stand before the notes and the memory.</summary>
    public int HeadersSize => HeaderSize + (_segments.Count * ProgramHeaderSize);

    private int HeaderSize => Wide ? 64 : 52;

    private int ProgramHeaderSize => Wide ? 56 : 32;

    public ElfBuilder Load(ulong address, byte[] content, ulong? memorySize = null)
    {
        _segments.Add((1, address, content, memorySize ?? (ulong)content.Length));
        return this;
    }

    public ElfBuilder Note(string owner, byte[] description)
    {
        byte[] name = [.. Encoding.ASCII.GetBytes(owner), 0];
        byte[] note = new byte[12 + Padded(name.Length) + Padded(description.Length)];
        Write(note, 0, 4, (ulong)name.Length);
        Write(note, 4, 4, (ulong)description.Length);
        name.CopyTo(note, 12);
        description.CopyTo(note, 12 + Padded(name.Length));
        _segments.Add((4, 0, note, 0));
        return this;
    }

    /// <summary>The note that QEMU writes for a CPU.</summary>
    public ElfBuilder QemuCpu(ulong cr3, ulong cr4)
    {
        byte[] state = new byte[440];
        Write(state, 0, 4, 1);
        Write(state, 4, 4, (ulong)state.Length);
        Write(state, 416, 8, cr3);
        Write(state, 424, 8, cr4);
        return Note("QEMU", state);
    }

    public byte[] Build()
    {
        int offset = HeadersSize;
        byte[] file = new byte[offset + _segments.Sum(segment => segment.Content.Length)];
        byte[] identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', (byte)(Wide ? 2 : 1), (byte)(BigEndian ? 2 : 1), 1];
        identification.CopyTo(file, 0);
        Write(file, 16, 2, Type);
        Write(file, 18, 2, Machine);
        WriteWord(file, 28, 32, (ulong)HeaderSize);
        Write(file, Wide ? 54 : 42, 2, (ulong)ProgramHeaderSize);
        Write(file, Wide ? 56 : 44, 2, (ulong)_segments.Count);
        for (int i = 0; i < _segments.Count; i++)
        {
            (uint type, ulong address, byte[] content, ulong memorySize) = _segments[i];
            Span<byte> header = file.AsSpan(HeaderSize + (i * ProgramHeaderSize), ProgramHeaderSize);
            Write(header, 0, 4, type);
            WriteWord(header, 4, 8, (ulong)offset);
            WriteWord(header, 12, 24, address);
            WriteWord(header, 16, 32, (ulong)content.Length);
            WriteWord(header, 20, 40, memorySize);
            content.CopyTo(file, offset);
            offset += content.Length;
        }

        return file;
    }

    private static int Padded(int size) => (size + 3) & ~3;

    private void WriteWord(Span<byte> target, int narrow, int wide, ulong value) => Write(target, Wide ? wide : narrow, Wide ? 8 : 4, value);

    private void Write(Span<byte> target, int offset, int size, ulong value)
    {
        for (int i = 0; i < size; i++)
        {
            target[offset + (BigEndian ? size - 1 - i : i)] = (byte)(value >> (8 * i));
        }
    }
}
