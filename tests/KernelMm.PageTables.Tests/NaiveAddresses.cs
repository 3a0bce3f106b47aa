using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests;

/// <summary>What addresses there are, bit by bit.</summary>
internal static class NaiveAddresses
{
    /// <summary>Whether every bit above the translated ones repeats the highest of these, or is zero where nothing is repeated.</summary>
    public static bool IsCanonical(VectorConfig config, ulong address)
    {
        bool expected = config.Architecture.Layout.SignExtended && BitAt(address, config.VirtualAddressBits - 1);
        for (int bit = config.VirtualAddressBits; bit < 64; bit++)
        {
            if (BitAt(address, bit) != expected)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The address whose translated bits these are.</summary>
    public static ulong Canonical(VectorConfig config, ulong translated)
    {
        if (config.Architecture.Layout.SignExtended && BitAt(translated, config.VirtualAddressBits - 1))
        {
            for (int bit = config.VirtualAddressBits; bit < 64; bit++)
            {
                translated |= 1UL << bit;
            }
        }

        return translated;
    }

    private static bool BitAt(ulong value, int bit) => ((value >> bit) & 1) != 0;
}
