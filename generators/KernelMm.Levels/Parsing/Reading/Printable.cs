namespace KernelMm.Levels.Parsing.Reading;

/// <summary>What stands in the file, made fit to be quoted in a sentence.</summary>
internal static class Printable
{
    private const int Longest = 60;

    /// <summary>The text without control characters, and not longer than a line of a console.</summary>
    public static string Shorten(string text)
    {
        string start = text.Length <= Longest ? text : text.Substring(0, Longest) + "…";
        return new string(start.Select(c => Texts.IsUnsafe(c) || char.IsSurrogate(c) ? '?' : c).ToArray());
    }
}
