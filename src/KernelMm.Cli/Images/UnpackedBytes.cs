using System.Runtime.InteropServices;
using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>A stream read to its end into native memory, up to a limit: a small compressed file can claim to be any size.</summary>
internal sealed unsafe class UnpackedBytes : ImageBytes
{
    private const int FirstCapacity = 1 << 20;

    private byte* _start;
    private ulong _length;

    private UnpackedBytes()
    {
    }

    ~UnpackedBytes()
    {
        Dispose(disposing: false);
    }

    public override byte* Start => _start;

    public override ulong Length => _length;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">What to read.</param>
    /// <param name="limit">More bytes than this are refused.</param>
    /// <param name="name">The image's name, for the sentence.</param>
    /// <param name="reached">Told now and then how far it has come.</param>
    public static UnpackedBytes ReadToEnd(Stream stream, ByteCount limit, string name, Action<ByteCount> reached)
    {
        UnpackedBytes bytes = new();
        try
        {
            bytes.Fill(stream, limit, name, reached);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_start);
        _start = null;
        _length = 0;
    }

    private void Fill(Stream stream, ByteCount limit, string name, Action<ByteCount> reached)
    {
        ulong capacity = 0;
        while (true)
        {
            if (_length == capacity)
            {
                // One byte more than the limit, so that a stream of exactly that length is not refused.
                capacity = Math.Min(Math.Max(FirstCapacity, capacity * 2), limit.Value + 1);
                _start = (byte*)NativeMemory.Realloc(_start, (nuint)capacity);
            }

            int room = (int)Math.Min(capacity - _length, FirstCapacity);
            int read = stream.Read(new Span<byte>(_start + _length, room));
            if (read == 0)
            {
                return;
            }

            _length += (uint)read;
            if (_length > limit.Value)
            {
                throw new InputException(
                    $"{name.Quote()} unpacks to more than {limit} bytes; unpack it first (an uncompressed file is mapped and may have any size), or allow more with --max-unpacked.");
            }

            reached(new ByteCount(_length));
        }
    }
}
