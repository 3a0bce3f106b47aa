using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Free text. It ends up in doc comments, where a control character or a line break would end the comment.</summary>
internal static class Texts
{
    private const int Longest = 500;

    public static string? Read(Reporter reporter, string name, YamlNode? node)
    {
        if (Words.Read(reporter, name, node, "a text on one line") is not YamlScalar scalar)
        {
            return null;
        }

        string text = scalar.Value.Trim();
        if (text.Length is 0 or > Longest)
        {
            reporter.Report(LevelDiagnostics.BadText, scalar.Span, name, text.Length == 0 ? "is blank" : $"has {text.Length} characters", $"write one sentence of at most {Longest} characters");
            return null;
        }

        if (text.Any(IsUnsafe) || HasLoneSurrogate(text))
        {
            reporter.Report(LevelDiagnostics.BadText, scalar.Span, name, "has a line break or a control character in it", "write it on one line, in printable characters");
            return null;
        }

        return text;
    }

    /// <summary>Whether a character cannot stand in one line of a C# file: control characters, and what else C# takes for a line's end.</summary>
    public static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' or '\uFEFF';

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
