using System.Runtime.InteropServices;
using Perfolizer.Horology;

namespace KernelMm.Benchmarks;

/// <summary>
/// The processor time of the measuring thread. On a machine that has other work too, the time for which this thread was not
/// running at all would otherwise be counted for one side or the other.
/// </summary>
internal sealed class ThreadTime : IClock
{
    private const int ThreadCpuTime = 3;

    private ThreadTime()
    {
    }

    public static IClock Clock { get; } = new ThreadTime();

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public string Title => "thread CPU time";

    public bool IsAvailable => IsSupported;

    public Frequency Frequency => Frequency.FromGHz(1);

    public long GetTimestamp()
    {
        _ = GetTime(ThreadCpuTime, out TimeSpec time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
