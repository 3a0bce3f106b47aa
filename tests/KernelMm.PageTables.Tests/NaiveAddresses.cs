using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests;

/// <summary>What addresses there are, bit by bit.</summary>
internal static class NaiveAddresses
{
    /// <summary>Whether addresses end with the 64-bit word too.</summary>
    public static bool HasUpperHalf(VectorConfig config) => config.Architecture.Layout.Extension != AddressExtension.Zero;

    /// <summary>Where the upper half begins.</summary>
    public static ulong UpperStart(VectorConfig config) => config.Architecture.Layout.UpperStart ?? unchecked(0 - (1UL << HalfBits(config)));

    /// <summary>How many bits an address of the lower half can have.</summary>
    public static int HalfBits(VectorConfig config) =>
        config.VirtualAddressBits - (config.Architecture.Layout.Extension == AddressExtension.Sign ? 1 : 0);

    /// <summary>Whether every bit above the translated ones repeats the highest of these, or bit 55 where that tells the half, or is zero.</summary>
    public static bool IsCanonical(VectorConfig config, ulong address)
    {
        // A quadrant: its number, then zeros.
        if (config.Architecture.Layout.UpperStart is { } upper)
        {
            return address < 1UL << config.VirtualAddressBits || (address >= upper && address - upper < 1UL << config.VirtualAddressBits);
        }

        bool expected = config.Architecture.Layout.Extension switch
        {
            AddressExtension.Sign => BitAt(address, config.VirtualAddressBits - 1),
            AddressExtension.Halves => BitAt(address, 55),
            _ => false,
        };
        for (int bit = config.VirtualAddressBits; bit < 64; bit++)
        {
            if (BitAt(address, bit) != expected)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The address whose translated bits these are; they tell the half unless halves have roots of their own.</summary>
    public static ulong Canonical(VectorConfig config, ulong translated, bool isUpper)
    {
        bool extends = config.Architecture.Layout.Extension switch
        {
            AddressExtension.Sign => BitAt(translated, config.VirtualAddressBits - 1),
            AddressExtension.Halves => isUpper,
            _ => false,
        };
        if (extends && config.Architecture.Layout.UpperStart is { } upper)
        {
            return translated | upper;
        }

        if (extends)
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
