using System.Buffers.Binary;
using System.Text;

namespace KernelMm.Cli.Tests;

/// <summary>Writes ELF cores, well formed unless told otherwise.</summary>
internal sealed class ElfBuilder
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;

    private readonly List<(uint Type, ulong Address, byte[] Content, ulong MemorySize)> _segments = [];

    public ushort Machine { get; init; } = 62;

    public ushort Type { get; init; } = 4;

    public ElfBuilder Load(ulong address, byte[] content, ulong? memorySize = null)
    {
        _segments.Add((1, address, content, memorySize ?? (ulong)content.Length));
        return this;
    }

    public ElfBuilder Note(string owner, byte[] description)
    {
        byte[] name = [.. Encoding.ASCII.GetBytes(owner), 0];
        byte[] note = new byte[12 + Padded(name.Length) + Padded(description.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(note, name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(note.AsSpan(4), description.Length);
        name.CopyTo(note, 12);
        description.CopyTo(note, 12 + Padded(name.Length));
        _segments.Add((4, 0, note, 0));
        return this;
    }

    /// <summary>The note that QEMU writes for a CPU.</summary>
    public ElfBuilder QemuCpu(ulong cr3, ulong cr4)
    {
        byte[] state = new byte[440];
        BinaryPrimitives.WriteInt32LittleEndian(state, 1);
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(4), state.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(416), cr3);
        BinaryPrimitives.WriteUInt64LittleEndian(state.AsSpan(424), cr4);
        return Note("QEMU", state);
    }

    public byte[] Build()
    {
        int offset = HeaderSize + (_segments.Count * ProgramHeaderSize);
        byte[] file = new byte[offset + _segments.Sum(segment => segment.Content.Length)];
        byte[] identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), Type);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), Machine);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), ProgramHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), (ushort)_segments.Count);
        for (int i = 0; i < _segments.Count; i++)
        {
            (uint type, ulong address, byte[] content, ulong memorySize) = _segments[i];
            Span<byte> header = file.AsSpan(HeaderSize + (i * ProgramHeaderSize), ProgramHeaderSize);
            BinaryPrimitives.WriteUInt32LittleEndian(header, type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], (ulong)offset);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], address);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)content.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(header[40..], memorySize);
            content.CopyTo(file, offset);
            offset += content.Length;
        }

        return file;
    }

    private static int Padded(int size) => (size + 3) & ~3;
}
