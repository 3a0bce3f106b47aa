using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelMm.Physical;

/// <summary>
/// Whole pages, zeroed and copied. By plain stores of vectors, for what comes after them does not wait until they reach memory;
/// after the string instructions that a C library takes for so many bytes it does. In Linux: <c>clear_page</c>, <c>copy_page</c>.
/// </summary>
internal static unsafe class PageContents
{
    private const int Turn = 4;

    /// <summary>
    /// How far ahead of a copy its source is asked for: as many lines as a processor asks memory for at a time, more or less. All of a page
    /// asked for at once is waited for until the last of such a number is under way.
    /// </summary>
    public const int BytesAhead = 20 * HostCaches.LineBytes;

    /// <summary>Zeroes memory.</summary>
    /// <param name="first">The first byte of a page.</param>
    /// <param name="bytes">A multiple of the page size.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(byte* first, ulong bytes)
    {
        for (byte* at = first; at < first + bytes; at += Turn * Vector256<byte>.Count)
        {
            Vector256<byte>.Zero.Store(at);
            Vector256<byte>.Zero.Store(at + Vector256<byte>.Count);
            Vector256<byte>.Zero.Store(at + (2 * Vector256<byte>.Count));
            Vector256<byte>.Zero.Store(at + (3 * Vector256<byte>.Count));
        }
    }

    /// <summary>
    /// Copies a page, whose first <see cref="BytesAhead"/> bytes may be under way. Behind its end is the next copy's source, where frames
    /// follow each other as pages do.
    /// </summary>
    /// <param name="destination">The first byte of one page.</param>
    /// <param name="source">The first byte of another.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(byte* destination, byte* source)
    {
        for (ulong at = 0; at < PageSize.Value; at += (ulong)(Turn * Vector256<byte>.Count))
        {
            HostCaches.Prefetch(source + at + BytesAhead, Turn * Vector256<byte>.Count);
            Vector256<byte> first = Vector256.Load(source + at);
            Vector256<byte> second = Vector256.Load(source + at + Vector256<byte>.Count);
            Vector256<byte> third = Vector256.Load(source + at + (2 * Vector256<byte>.Count));
            Vector256<byte> fourth = Vector256.Load(source + at + (3 * Vector256<byte>.Count));
            first.Store(destination + at);
            second.Store(destination + at + Vector256<byte>.Count);
            third.Store(destination + at + (2 * Vector256<byte>.Count));
            fourth.Store(destination + at + (3 * Vector256<byte>.Count));
        }
    }
}
