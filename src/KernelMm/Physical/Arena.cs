using System.Runtime.InteropServices;

namespace KernelMm.Physical;

/// <summary>Physical memory: one run of native memory, which the host backs only where it is touched.</summary>
public sealed unsafe class Arena : IDisposable
{
    private void* _allocation;
    private byte* _origin;

    /// <summary>Memory of this size, all of it zero.</summary>
    /// <param name="size">A multiple of the page size, at least one page.</param>
    public Arena(ByteCount size)
    {
        if (size == ByteCount.Zero || (size.Value & (PageSize.Value - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Physical memory is a positive multiple of {PageSize} bytes.");
        }

        Size = size;

        // Memory that is asked for as zero comes from the host page by page, when it is touched; aligned memory would have to be
        // cleared, all of it, now. So it is aligned here.
        ByteCount alignment = size < HostHugePages.Worthwhile ? PageSize : HostHugePages.Size;
        _allocation = NativeMemory.AllocZeroed((nuint)(size + alignment).Value);
        _origin = (byte*)(((ulong)_allocation + alignment.Value - 1) & ~(alignment.Value - 1));
        if (size >= HostHugePages.Worthwhile)
        {
            HostHugePages.Ask(_origin, size);
        }
    }

    /// <summary>How much memory there is.</summary>
    public ByteCount Size { get; }

    /// <summary>How many frames there are.</summary>
    public FrameCount Frames => new(Size.Value >> PageShift);

    /// <summary>The memory seam over this memory, which starts at physical address 0.</summary>
    public LinearMemory Memory => new(Origin, default, Size);

    internal byte* Origin
    {
        get
        {
            ObjectDisposedException.ThrowIf(_origin is null, this);
            return _origin;
        }
    }

    /// <summary>The bytes of frames that follow each other.</summary>
    internal Span<byte> Bytes(uint frame, int order) => new(Origin + ((ulong)frame << PageShift), 1 << (order + PageShift));

    /// <summary>Zeroes frames that follow each other.</summary>
    internal void Clear(uint first, uint frames) =>
        PageContents.Clear(Origin + ((ulong)first << PageShift), (ulong)frames << PageShift);

    /// <summary>Copies a frame to another.</summary>
    internal void Copy(uint destination, uint source) =>
        PageContents.Copy(Origin + ((ulong)destination << PageShift), Origin + ((ulong)source << PageShift));

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_allocation);
        _allocation = null;
        _origin = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory of an arena that nobody disposed of.</summary>
    ~Arena() => NativeMemory.Free(_allocation);
}
