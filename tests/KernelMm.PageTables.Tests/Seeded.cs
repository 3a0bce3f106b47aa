using System.Globalization;

namespace KernelMm.PageTables.Tests;

/// <summary>
/// Repeats a property with one random source after the other. A failure names its seed; <c>KERNELMM_SEED</c> set to it makes
/// that the first one tried, and any other number tries other cases than the usual ones.
/// </summary>
internal static class Seeded
{
    private static readonly int First =
        int.TryParse(Environment.GetEnvironmentVariable("KERNELMM_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int seed) ? seed : 1;

    public static void Run(int rounds, Action<Random> property)
    {
        for (int seed = First; seed < First + rounds; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new SeedFailedException($"KERNELMM_SEED={seed}: {exception.Message}", exception);
            }
        }
    }
}
