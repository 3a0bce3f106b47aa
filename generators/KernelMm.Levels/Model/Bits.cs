namespace KernelMm.Levels.Model;

/// <summary>Arithmetic on bit positions.</summary>
public static class Bits
{
    /// <summary>The mask of bits <paramref name="high"/> to <paramref name="low"/>, inclusive, of a 64-bit word.</summary>
    public static ulong Mask(int high, int low) => (ulong.MaxValue >> (63 - high)) & (ulong.MaxValue << low);

    /// <summary>All bits of a word of this width.</summary>
    /// <param name="width">From 1 to 64.</param>
    public static ulong All(int width) => ulong.MaxValue >> (64 - width);
}
