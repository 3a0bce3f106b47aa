using System.Runtime.Intrinsics.X86;

namespace KernelMm.Physical;

/// <summary>
/// Asks for memory of the host before it is needed, so that it comes while something else is done. Nothing but time depends on it; on
/// processors that .NET has no such instruction for nothing happens.
/// </summary>
internal static unsafe class HostCaches
{
    /// <summary>The size of a line.</summary>
    public const int LineBytes = 64;

    /// <summary>Has the line of a byte come.</summary>
    public static void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    /// <summary>Has so many bytes come.</summary>
    public static void Prefetch(byte* first, int bytes)
    {
        for (byte* line = first; line < first + bytes; line += LineBytes)
        {
            Prefetch(line);
        }
    }
}
