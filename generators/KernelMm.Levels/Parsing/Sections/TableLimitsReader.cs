using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Which entries a table has, as the root or the entry that points to it says.</summary>
internal static class TableLimitsReader
{
    public static TableLimits? Read(MappingReader section, int width)
    {
        if (MappingReader.Open(section.Reporter, "limits", section["limits"], LevelFileKeys.Limits) is not MappingReader limits)
        {
            return null;
        }

        EntryBitRange? from = Bits(limits, "from", width);
        EntryBitRange? to = Bits(limits, "to", width);
        return limits.Integer("unit", 1, 1 << 20) is int unit && to is not null ? new TableLimits(from, to, unit) : null;
    }

    /// <summary>A run of bits that holds a small number.</summary>
    public static EntryBitRange? Bits(MappingReader section, string key, int width)
    {
        if (section.Bits(key, width, $"`{key}`") is not BitRange bits)
        {
            return null;
        }

        if (bits.Width <= Widest)
        {
            return new EntryBitRange(bits.High, bits.Low);
        }

        section.Reporter.Report(LevelDiagnostics.TooMany, bits.Span, $"`{key}`", Widest, "bits");
        return null;
    }

    private const int Widest = 8;
}
