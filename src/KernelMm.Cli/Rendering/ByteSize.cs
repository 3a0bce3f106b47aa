using System.Globalization;

namespace KernelMm.Cli.Rendering;

/// <summary>Sizes as people write them.</summary>
internal static class ByteSize
{
    private const string Units = " KMGTPEZ";

    // Far beyond any memory, and far enough from the end of the word to calculate with.
    private const ulong Largest = 1UL << 60;

    private static readonly string[] Names = [.. Enumerable.Range(0, 64).Select(Name)];

    /// <summary>A power of two in its largest whole unit: <c>4K</c>, <c>2M</c>, <c>512G</c>.</summary>
    public static string OfShift(int shift) => Names[shift];

    /// <summary>A number of bytes, rounded for reading: <c>635.2M</c>.</summary>
    public static string Describe(UInt128 bytes)
    {
        int unit = 0;
        double value = (double)bytes;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string number = value.ToString(value == Math.Floor(value) || value >= 1000 ? "0" : "0.0", CultureInfo.InvariantCulture);
        return unit == 0 ? $"{number} bytes" : $"{number}{Units[unit]}";
    }

    /// <summary>Reads the value of an option: a number of bytes in decimal, with a unit or without.</summary>
    public static Contracts.ByteCount Parse(string text, string option)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimEnd("KMGT");
        int unit = digits.Length == text.Length ? 0 : Units.IndexOf(text[^1], StringComparison.Ordinal);
        return text.Length - digits.Length <= 1
            && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            && number > 0
            && (UInt128)number << (10 * unit) <= Largest
            ? new Contracts.ByteCount(number << (10 * unit))
            : throw new InputException($"{option} takes a size such as 512M or 4G, not {text.Quote()}.");
    }

    private static string Name(int shift) =>
        (1 << (shift % 10)).ToString(CultureInfo.InvariantCulture) + (shift < 10 ? string.Empty : Units[shift / 10]);
}
