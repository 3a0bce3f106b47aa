using System.Runtime.InteropServices;

namespace KernelMm.Physical;

/// <summary>
/// Physical memory: one run of native memory, handed out by the page and given back all at once. Frame 0 is never handed out, so
/// that physical address 0 is in no one's table.
/// </summary>
public sealed unsafe class Arena : IDisposable
{
    private byte* _origin;
    private long _nextFrame = 1;

    /// <summary>Memory of this size, all of it zero.</summary>
    /// <param name="size">A multiple of the page size, at least one page.</param>
    public Arena(ByteCount size)
    {
        if (size == ByteCount.Zero || (size.Value & (PageSize.Value - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Physical memory is a positive multiple of {PageSize} bytes.");
        }

        Size = size;
        _origin = (byte*)NativeMemory.AlignedAlloc((nuint)size.Value, (nuint)PageSize.Value);
        NativeMemory.Clear(_origin, (nuint)size.Value);
    }

    /// <summary>How much memory there is.</summary>
    public ByteCount Size { get; }

    /// <summary>How many frames there are.</summary>
    public FrameCount Frames => new(Size.Value >> PageShift);

    /// <summary>The memory seam over this memory, which starts at physical address 0.</summary>
    public LinearMemory Memory => new(Origin, default, Size);

    private byte* Origin
    {
        get
        {
            ObjectDisposedException.ThrowIf(_origin is null, this);
            return _origin;
        }
    }

    /// <summary>A zeroed frame that nobody else has, or null where none is left. In Linux: <c>get_zeroed_page</c>.</summary>
    public PhysicalAddress? GetZeroedPage()
    {
        ulong frame = (ulong)Interlocked.Increment(ref _nextFrame) - 1;
        return frame < Frames.Value ? new PhysicalAddress(frame << PageShift) : null;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_origin);
        _origin = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory of an arena that nobody disposed of.</summary>
    ~Arena() => NativeMemory.AlignedFree(_origin);
}
