using System.Buffers.Text;
using System.Text;

namespace KernelMm.Cli.Rendering;

/// <summary>Writes text as bytes through one buffer: millions of lines cost no allocation.</summary>
internal sealed class ByteOutput(Stream stream)
{
    // No single number or fixed text is longer; longer texts go through in pieces.
    private const int Reserve = 64;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    /// <summary>Writes bytes of UTF-8 text.</summary>
    public ByteOutput Write(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Make(1);
            int length = Math.Min(text.Length, _buffer.Length - _used);
            text[..length].CopyTo(_buffer.AsSpan(_used));
            _used += length;
            text = text[length..];
        }

        return this;
    }

    /// <summary>Writes text; for short ones, and for those that are written once.</summary>
    public ByteOutput Write(string text)
    {
        if (text.Length * 3 <= Reserve)
        {
            Make(Reserve);
            _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
            return this;
        }

        return Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes a number in hexadecimal with leading zeros.</summary>
    public ByteOutput WriteHex(ulong value, int digits)
    {
        Make(Reserve);
        for (int i = digits - 1; i >= 0; i--)
        {
            int digit = (int)(value & 15);
            _buffer[_used + i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            value >>= 4;
        }

        _used += digits;
        return this;
    }

    /// <summary>Writes a number in decimal.</summary>
    public ByteOutput WriteDecimal(ulong value)
    {
        Make(Reserve);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out int written);
        _used += written;
        return this;
    }

    /// <summary>Hands on all that is written.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
        stream.Flush();
    }

    private void Make(int room)
    {
        if (_buffer.Length - _used < room)
        {
            Flush();
        }
    }
}
