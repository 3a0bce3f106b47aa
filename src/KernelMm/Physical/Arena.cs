namespace KernelMm.Physical;

/// <summary>Physical memory: one run of native memory, which the host backs only where it is touched.</summary>
public sealed unsafe class Arena : IDisposable
{
    private readonly HostMemory _memory;
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
        _memory = new HostMemory(size, HostHugePages.AreWorthwhile(size));
        _origin = _memory.First;
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

    /// <summary>Has that part of a frame come into the caches that a copy of it begins with.</summary>
    internal void PrefetchSource(uint frame) => HostCaches.Prefetch(Origin + ((ulong)frame << PageShift), PageContents.BytesAhead);

    /// <summary>Copies a frame to another.</summary>
    /// <param name="destination">The one.</param>
    /// <param name="source">The other.</param>
    internal void Copy(uint destination, uint source) =>
        PageContents.Copy(Origin + ((ulong)destination << PageShift), Origin + ((ulong)source << PageShift));

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _memory.Dispose();
        _origin = null;
    }
}
