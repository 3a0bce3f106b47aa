using System.Globalization;
using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>
/// A line on the terminal that says how far long work has come. It shows after half a second, only where standard error is a
/// terminal, and makes room for results that go to the same terminal.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _terminal = new();
    private readonly TextWriter _error;
    private readonly bool _shared;
    private readonly Timer? _timer;
    private ulong _unpacked;
    private ulong _leaves;
    private ulong _address;
    private bool _shown;

    public Progress(Surroundings surroundings)
    {
        _error = surroundings.Error;
        _shared = surroundings.OutputIsTerminal;
        _timer = surroundings.ErrorIsTerminal ? new Timer(_ => Show(), null, Patience, Interval) : null;
    }

    /// <summary>So much of an image is unpacked.</summary>
    public void Unpacked(ByteCount bytes) => Volatile.Write(ref _unpacked, bytes.Value);

    /// <summary>One more leaf is found, here.</summary>
    public void Reached(VirtualAddress address)
    {
        // Written by one thread and read by the timer's; a number that is a moment old is as good.
        _leaves++;
        _address = address.Value;
    }

    /// <summary>The same stream, which clears the line away before anything is written to the terminal that both share.</summary>
    public Stream Guard(Stream output) => _timer is not null && _shared ? new GuardedStream(this, output) : output;

    public void Dispose()
    {
        if (_timer is not null)
        {
            using ManualResetEvent ended = new(initialState: false);
            if (_timer.Dispose(ended))
            {
                ended.WaitOne();
            }

            Clear();
        }
    }

    private void Show()
    {
        lock (_terminal)
        {
            string line = Volatile.Read(ref _leaves) == 0
                ? $"unpacked {ByteSize.Describe(Volatile.Read(ref _unpacked))}"
                : string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref _leaves):N0} leaves, at 0x{Volatile.Read(ref _address):x16}");
            _error.Write($"\r\u001b[K{line}");
            _error.Flush();
            _shown = true;
        }
    }

    private void Clear()
    {
        lock (_terminal)
        {
            if (_shown)
            {
                _error.Write("\r\u001b[K");
                _error.Flush();
                _shown = false;
            }
        }
    }

    private sealed class GuardedStream(Progress progress, Stream output) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            lock (progress._terminal)
            {
                progress.Clear();
                output.Write(buffer, offset, count);
            }
        }

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
