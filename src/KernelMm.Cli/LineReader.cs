namespace KernelMm.Cli;

/// <summary>Reads lines as bytes, without an allocation for each. A line that is longer than any entry is an error, not a reason to take more memory.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line, without its end; it is good until the next is read.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = _buffer.AsSpan(_start, _end - _start);
            int length = unread.IndexOf((byte)'\n');
            if (length < 0 && _ended)
            {
                length = unread.Length;
                if (length == 0)
                {
                    line = default;
                    return false;
                }
            }

            if (length >= 0)
            {
                Number++;
                line = unread[..length];
                _start = Math.Min(_end, _start + length + 1);
                return true;
            }

            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            throw new InputException($"Line {Number + 1} of standard input is too long to be an entry.");
        }

        int read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _ended = read == 0;
    }
}
