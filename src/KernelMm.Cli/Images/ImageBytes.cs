namespace KernelMm.Cli.Images;

/// <summary>The bytes of an image file as they lie in this process: mapped from the file, or unpacked into native memory.</summary>
internal abstract unsafe class ImageBytes : IDisposable
{
    /// <summary>Where the first byte lies.</summary>
    public abstract byte* Start { get; }

    /// <summary>How many bytes there are.</summary>
    public abstract ulong Length { get; }

    /// <summary>All of them, to be read with bounds checked.</summary>
    public ByteView View => new(Start, Length);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
