namespace KernelMm.PageTables.Tests;

internal static class RandomExtensions
{
    public static ulong NextUInt64(this Random random) => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue));

    /// <summary>True in one of so many cases.</summary>
    public static bool OneIn(this Random random, int cases) => random.Next(cases) == 0;

    public static T Of<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>A number of few set bits, or of few clear ones.</summary>
    public static ulong NextSparse(this Random random)
    {
        ulong bits = 0;
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            bits |= 1UL << random.Next(64);
        }

        return random.OneIn(4) ? ~bits : bits;
    }

    /// <summary>One of <paramref name="typical"/> with a few bits flipped.</summary>
    public static ulong NextNear(this Random random, IReadOnlyList<ulong> typical)
    {
        ulong value = random.Of(typical);
        for (int count = random.Next(4); count > 0; count--)
        {
            value ^= 1UL << random.Next(64);
        }

        return value;
    }

    /// <summary>A raw entry: uniform, sparse, or like one that there is.</summary>
    public static ulong NextEntry(this Random random, IReadOnlyList<ulong> typical, int bits)
    {
        ulong value = random.Next(3) switch
        {
            0 => random.NextUInt64(),
            1 => random.NextSparse(),
            _ => random.NextNear(typical),
        };
        return bits == 64 ? value : value & ((1UL << bits) - 1);
    }
}
