using System.Globalization;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Whole numbers: decimal, or hexadecimal after <c>0x</c>, with <c>_</c> between digits where that reads better.</summary>
internal static class Integers
{
    public static int? Read(Reporter reporter, string name, YamlNode? node, int min, int max) =>
        ReadWord(reporter, name, node, (ulong)min, (ulong)max, "a whole number, such as " + min.ToString(CultureInfo.InvariantCulture)) is ulong value
            ? (int)value
            : null;

    /// <summary>A mask or value of up to 64 bits.</summary>
    public static ulong? ReadMask(Reporter reporter, string name, YamlNode? node, ulong min, ulong max) =>
        ReadWord(reporter, name, node, min, max, "a number, such as 0x1f");

    /// <summary>Null for what is no number, or one that is too large for 64 bits.</summary>
    public static ulong? TryParse(string text)
    {
        bool hexadecimal = text.StartsWith("0x", StringComparison.Ordinal);
        string digits = hexadecimal ? text.Substring(2) : text;
        if (digits.Length == 0 || digits.Length > 80 || digits[0] == '_' || digits[digits.Length - 1] == '_')
        {
            return null;
        }

        return ulong.TryParse(
            digits.Replace("_", string.Empty),
            hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out ulong value) ? value : null;
    }

    private static ulong? ReadWord(Reporter reporter, string name, YamlNode? node, ulong min, ulong max, string wanted)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not YamlScalar { IsPlain: true } scalar || !LooksLikeNumber(scalar.Value))
        {
            reporter.Report(LevelDiagnostics.WrongType, node.Span, name, node.Kind, wanted);
            return null;
        }

        if (TryParse(scalar.Value) is ulong value && value >= min && value <= max)
        {
            return value;
        }

        reporter.Report(LevelDiagnostics.OutOfRange, node.Span, name, Printable.Shorten(scalar.Value), Print(min), Print(max));
        return null;
    }

    // Also what is too small or too large: "out of range" helps more there than "not a number".
    private static bool LooksLikeNumber(string text)
    {
        string digits = (text.StartsWith("-", StringComparison.Ordinal) ? text.Substring(1) : text).Replace("_", string.Empty);
        return TryParse(digits) is not null || (digits.Length > 0 && digits.All(c => c is >= '0' and <= '9'))
            || (digits.Length > 2 && digits.StartsWith("0x", StringComparison.Ordinal) && digits.Skip(2).All(Uri.IsHexDigit));
    }

    private static string Print(ulong value) =>
        value > int.MaxValue ? $"0x{value.ToString("x", CultureInfo.InvariantCulture)}" : value.ToString(CultureInfo.InvariantCulture);
}
