using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KernelMm.Comparison.Speed;

/// <summary>The processor time of the thread that asks. Where the system is not Linux, the clock on the wall.</summary>
internal static partial class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID
    private const int ThreadTime = 3;

    public static long Nanoseconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        }

        _ = GetTime(ThreadTime, out var time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeValue time);

    private readonly struct TimeValue
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
