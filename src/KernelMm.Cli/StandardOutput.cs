using System.Runtime.InteropServices;

namespace KernelMm.Cli;

/// <summary>
/// Standard output that says when nobody reads it any more. The console's own stream swallows a broken pipe, and a walk of
/// endless tables into <c>| head</c> would then never end; a file stream would write past the shell's own file position.
/// </summary>
internal sealed partial class StandardOutput : Stream
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    private static readonly int TryAgain = OperatingSystem.IsLinux() ? 11 : 35;

    private StandardOutput()
    {
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>This process's standard output.</summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint written = 0;
            while (written < buffer.Length)
            {
                nint step = WriteDescriptor(Descriptor, start + written, (nuint)(buffer.Length - written));
                if (step >= 0)
                {
                    written += step;
                    continue;
                }

                int error = Marshal.GetLastPInvokeError();
                if (error == BrokenPipe)
                {
                    throw new OutputClosedException();
                }

                if (error == TryAgain)
                {
                    // Somebody else made the descriptor non-blocking; it takes more when its reader has caught up.
                    Thread.Sleep(1);
                }
                else if (error != Interrupted)
                {
                    throw new InputException($"The output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.");
                }
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Every write goes straight to the descriptor.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteDescriptor(int descriptor, byte* buffer, nuint count);
}
