using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>What zeroing alone takes by ordinary stores, for which each line comes from memory first; the core asks for the lines before.</summary>
internal static unsafe class Zeroing
{
    /// <summary>Zeroes as much memory as an operation is measured on, page by page and with nothing in between.</summary>
    /// <returns>Nanoseconds for each page.</returns>
    public static double Measure(ulong pages)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(pages * Part.PageBytes), (nuint)Part.PageBytes);

        // At first it is the host that zeroes.
        ZeroAll(memory, pages);
        long began = Stopwatch.GetTimestamp();
        ZeroAll(memory, pages);
        double elapsed = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        NativeMemory.AlignedFree(memory);
        return elapsed / pages;
    }

    private static void ZeroAll(byte* memory, ulong pages)
    {
        for (ulong page = 0; page < pages; page++)
        {
            new Span<byte>(memory + (page * Part.PageBytes), (int)Part.PageBytes).Clear();
        }
    }
}
