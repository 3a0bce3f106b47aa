namespace KernelMm.Cli.Images;

/// <summary>Gives back the bytes that were read from a pipe to see what it carries, then the rest of it, and then a tail.</summary>
internal sealed class ChainedStream(ReadOnlyMemory<byte> head, Stream rest, ReadOnlyMemory<byte> tail = default) : Stream
{
    private ReadOnlyMemory<byte> _head = head;
    private ReadOnlyMemory<byte> _tail = tail;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (!_head.IsEmpty)
        {
            return Take(ref _head, buffer);
        }

        int read = rest.Read(buffer);
        return read > 0 ? read : Take(ref _tail, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, bytes.Length);
        bytes.Span[..length].CopyTo(buffer);
        bytes = bytes[length..];
        return length;
    }
}
