using System.Runtime.InteropServices;
using KernelMm.Cli.Images;

namespace KernelMm.Cli.Tests;

/// <summary>
/// An image's bytes right before a page that nobody may touch: who reads one byte too many does not go unnoticed. Where there is no
/// mmap, only the end of a block of native memory is there.
/// </summary>
internal sealed unsafe partial class GuardedBytes : ImageBytes
{
    private const int Size = 1 << 20;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _block;
    private byte* _start;
    private ulong _length;

    public GuardedBytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            _block = (byte*)NativeMemory.Alloc(Size);
            return;
        }

        int page = Environment.SystemPageSize;
        _block = (byte*)Map(0, (nuint)(Size + page), ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, (nint)_block);
        Assert.Equal(0, Protect((nint)_block + Size, (nuint)page, 0));
    }

    public override byte* Start => _start;

    public override ulong Length => _length;

    /// <summary>Takes other bytes; what was handed out of the earlier ones is void.</summary>
    public GuardedBytes With(ReadOnlySpan<byte> content)
    {
        _start = _block + Size - content.Length;
        _length = (ulong)content.Length;
        content.CopyTo(new Span<byte>(_start, content.Length));
        return this;
    }

    // The block is used again for the next image and stays until the process ends.
    protected override void Dispose(bool disposing)
    {
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);
}
