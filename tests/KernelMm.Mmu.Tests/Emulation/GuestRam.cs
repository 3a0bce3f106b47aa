using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace KernelMm.Mmu.Tests.Emulation;

/// <summary>An emulated machine's RAM: a file that the emulator maps too, so that both see every change.</summary>
internal sealed unsafe class GuestRam : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kernelmm-mmu-");
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _origin;
    private readonly bool _isBigEndian;

    public GuestRam(PhysicalAddress start, ByteCount size, bool isBigEndian)
    {
        (Start, Size, _isBigEndian) = (start, size, isBigEndian);
        _file = MemoryMappedFile.CreateFromFile(Path, FileMode.CreateNew, null, (long)size.Value);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _origin);
        Memory = new LinearMemory(_origin, start, size);
    }

    public string Path => FileBeside("ram");

    /// <summary>The path of a file that lives as long as the RAM.</summary>
    public string FileBeside(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public PhysicalAddress Start { get; }

    public ByteCount Size { get; }

    /// <summary>The RAM as the generated code takes it.</summary>
    public LinearMemory Memory { get; }

    public Span<byte> Bytes(PhysicalAddress from, int count) => new(_origin + (from.Value - Start.Value), count);

    public ulong Read64(PhysicalAddress at) => _isBigEndian
        ? BinaryPrimitives.ReadUInt64BigEndian(Bytes(at, 8)) : BinaryPrimitives.ReadUInt64LittleEndian(Bytes(at, 8));

    public void Write64(PhysicalAddress at, ulong value)
    {
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(Bytes(at, 8), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(Bytes(at, 8), value);
        }
    }

    /// <summary>An entry of either width.</summary>
    public ulong ReadEntry(PhysicalAddress at, int bytes) => bytes == 8 ? Read64(at)
        : _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Bytes(at, 4)) : BinaryPrimitives.ReadUInt32LittleEndian(Bytes(at, 4));

    /// <inheritdoc cref="ReadEntry"/>
    public void WriteEntry(PhysicalAddress at, ulong entry, int bytes)
    {
        if (bytes == 8)
        {
            Write64(at, entry);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Bytes(at, 4), (uint)entry);
        }
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        _folder.Delete(recursive: true);
    }
}
