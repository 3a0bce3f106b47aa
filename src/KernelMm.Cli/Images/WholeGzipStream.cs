using System.IO.Compression;

namespace KernelMm.Cli.Images;

/// <summary>
/// What a gzip file holds, and all of it. The runtime's stream ends quietly where a file is cut off; so a member of our own is read
/// behind the file's last one, and where it does not come out at the end, something is missing before it.
/// </summary>
internal sealed class WholeGzipStream : Stream
{
    private const int Room = 1 << 16;

    private static readonly byte[] Seal = "kernelmm: all of it is there"u8.ToArray();
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly ChainedStream _sealed;
    private readonly GZipStream _content;
    private readonly byte[] _held = new byte[Room + Seal.Length];
    private int _start;
    private int _end;

    /// <param name="head">What has been read of the file already.</param>
    /// <param name="rest">The rest of it.</param>
    public WholeGzipStream(ReadOnlyMemory<byte> head, Stream rest)
    {
        _sealed = new ChainedStream(head, rest, PackedSeal);
        _content = new GZipStream(_sealed, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads on; throws <see cref="InvalidDataException"/> where the file turns out to be cut off.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (_end - _start <= Seal.Length && !TryFill())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _end - _start - Seal.Length);
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _sealed.Dispose();
        }

        base.Dispose(disposing);
    }

    // As many bytes as the seal has are always held back: they may be the seal.
    private bool TryFill()
    {
        _held.AsSpan(_start, _end - _start).CopyTo(_held);
        (_start, _end) = (0, _end - _start);
        while (_end <= Seal.Length)
        {
            int read = _content.Read(_held, _end, _held.Length - _end);
            if (read == 0)
            {
                return _held.AsSpan(0, _end).SequenceEqual(Seal) ? false : throw new InvalidDataException("The gzip file is cut off.");
            }

            _end += read;
        }

        return true;
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
