using System.Numerics;

namespace KernelMm.Exploration.Strategies;

/// <summary>Sets of actors, one bit for each.</summary>
internal static class Bits
{
    /// <summary>The set's only member is this actor.</summary>
    public static uint Of(int actor) => 1u << actor;

    /// <summary>The member with <paramref name="rank"/> smaller members.</summary>
    public static int Nth(uint set, int rank)
    {
        for (; rank > 0; rank--)
        {
            set &= set - 1;
        }

        return BitOperations.TrailingZeroCount(set);
    }
}
