using System.IO.MemoryMappedFiles;

namespace KernelMm.Cli.Images;

/// <summary>A file mapped as it is: of however large an image only what is looked at takes memory.</summary>
internal sealed unsafe class MappedBytes : ImageBytes
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    public MappedBytes(FileStream file)
    {
        Length = (ulong)file.Length;
        _file = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public override byte* Start => _start;

    public override ulong Length { get; }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
