using System.Globalization;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Bits of a word, written <c>"63:59"</c> or <c>"0"</c>.</summary>
internal sealed record BitRange(int High, int Low, LevelFileSpan Span)
{
    public int Width => High - Low + 1;

    public ulong Mask => Model.Bits.Mask(High, Low);

    /// <summary>Reads a range that must fit a word of <paramref name="width"/> bits.</summary>
    public static BitRange? Read(Reporter reporter, string name, YamlNode? node, int width, string what)
    {
        if (Words.Read(reporter, name, node, "bits in quotes, such as \"63:59\"") is not YamlScalar scalar)
        {
            return null;
        }

        string[] parts = scalar.Value.Split(':');
        if (parts.Length > 2 || !parts.All(IsBit) || (parts.Length == 2 && Bit(parts[0]) < Bit(parts[1])))
        {
            reporter.Report(LevelDiagnostics.BadBitRange, scalar.Span, Printable.Shorten(scalar.Value));
            return null;
        }

        if (Bit(parts[0]) >= width)
        {
            reporter.Report(LevelDiagnostics.OutsideEntry, scalar.Span, what, Bit(parts[0]), width - 1);
            return null;
        }

        return new BitRange(Bit(parts[0]), Bit(parts[parts.Length - 1]), scalar.Span);
    }

    public override string ToString() => Print(Mask);

    /// <summary>A mask's outermost bits, for a sentence.</summary>
    public static string Print(ulong mask)
    {
        int low = 0;
        while (((mask >> low) & 1) == 0)
        {
            low++;
        }

        int high = 63;
        while (((mask >> high) & 1) == 0)
        {
            high--;
        }

        return high == low ? $"bit {low}" : $"bits {high}:{low}";
    }

    private static bool IsBit(string text) => text.Length is 1 or 2 && text.All(c => c is >= '0' and <= '9');

    private static int Bit(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
