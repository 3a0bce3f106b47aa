using System.Runtime.CompilerServices;

namespace KernelMm.Locking;

/// <summary>
/// The atomic steps that rooms outside this one need; they use nothing of <c>System.Threading</c> themselves. Each is a full
/// barrier, except <see cref="Read(ref int)"/>, which acquires, and <see cref="Write(ref int, int)"/>, which releases.
/// </summary>
internal static class Atomic
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read(ref bool word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref int word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref uint word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref ulong word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ref long word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref int word, int value) => Volatile.Write(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref uint word, uint value) => Volatile.Write(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref ulong word, ulong value) => Volatile.Write(ref word, value);

    /// <summary>Reads what somebody may publish meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Read<T>(ref readonly T? reference)
        where T : class => Volatile.Read(in reference);

    /// <summary>Publishes: who reads the reference sees all that was written before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(ref T? reference, T? value)
        where T : class => Volatile.Write(ref reference, value);

    /// <summary>Adds, and answers the sum.</summary>
    public static int Add(ref int word, int value) => Interlocked.Add(ref word, value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    public static ulong Add(ref ulong word, ulong value) => Interlocked.Add(ref word, value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    public static long Add(ref long word, long value) => Interlocked.Add(ref word, value);

    /// <summary>Makes the word at most so big.</summary>
    public static void Lower(ref int word, int value)
    {
        int seen = Volatile.Read(ref word);
        while (seen > value)
        {
            int found = Interlocked.CompareExchange(ref word, value, seen);
            seen = found == seen ? value : found;
        }
    }

    /// <summary>Makes the word at least so big.</summary>
    public static void Raise(ref int word, int value)
    {
        int seen = Volatile.Read(ref word);
        while (seen < value)
        {
            int found = Interlocked.CompareExchange(ref word, value, seen);
            seen = found == seen ? value : found;
        }
    }

    /// <summary>Sets bits, and answers the word as it was.</summary>
    public static uint Or(ref uint word, uint bits) => Interlocked.Or(ref word, bits);

    /// <summary>Clears bits, and answers the word as it was.</summary>
    public static uint AndNot(ref uint word, uint bits) => Interlocked.And(ref word, ~bits);

    /// <inheritdoc cref="AndNot(ref uint, uint)"/>
    public static ulong AndNot(ref ulong word, ulong bits) => Interlocked.And(ref word, ~bits);

    /// <inheritdoc cref="Or(ref uint, uint)"/>
    public static ulong Or(ref ulong word, ulong bits) => Interlocked.Or(ref word, bits);

    /// <summary>Stores <paramref name="value"/> if the word holds <paramref name="comparand"/>, and answers what it held.</summary>
    public static int CompareExchange(ref int word, int value, int comparand) => Interlocked.CompareExchange(ref word, value, comparand);
}
