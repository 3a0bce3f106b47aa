namespace KernelMm.Cli;

/// <summary>Puts the user's own words into a sentence.</summary>
internal static class Quoting
{
    private const int Longest = 200;

    /// <summary>The words in single quotes, on one line whatever is in them, and not longer than a sentence bears.</summary>
    public static string Quote(this string words)
    {
        string shown = words.Length > Longest ? string.Concat(words.AsSpan(0, Longest), "…") : words;
        return "'" + string.Create(shown.Length, shown, static (span, text) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) ? '?' : text[i];
            }
        }) + "'";
    }
}
