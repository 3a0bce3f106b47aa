using KernelMm.PageTables.Tests.HardwareWalks;
using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Page-aligned ranges that begin and end anywhere; an end of 0 is the end of the word.</summary>
internal static class Ranges
{
    public static IEnumerable<(ulong Start, ulong End)> Of(VectorConfig config, RandomTables tables, Random random)
    {
        ulong page = 1UL << config.Architecture.Layout.PageShift;
        IReadOnlyList<ulong> ends = Interesting.Addresses(config, tables, random);
        yield return (0, 0);
        yield return (unchecked(0 - page), 0);
        yield return (0, page);
        for (int count = 0; count < 12; count++)
        {
            ulong start = random.Of(ends) & ~(page - 1);
            ulong end = random.Next(4) switch
            {
                0 => 0,
                1 => random.Of(ends) & ~(page - 1),
                _ => unchecked(start + ((ulong)random.Next(1, 2_000) * page)),
            };
            yield return (start, end);
        }
    }
}
