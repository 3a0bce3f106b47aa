namespace KernelMm.Levels.Parsing;

/// <summary>Says which of the known words was meant.</summary>
internal static class Suggestion
{
    // A word longer than any that we know cannot be a slip of the pen, and the distance costs the product of the lengths.
    private const int LongestWord = 64;

    /// <summary>"did you mean `x`?", or the list of what there is.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        string[] words = known.Distinct().ToArray();
        string? nearest = Nearest(word, words);
        return nearest is not null ? $"did you mean `{nearest}`?"
            : words.Length == 0 ? "there is none at all"
            : $"write one of {string.Join(", ", words.Take(40))}";
    }

    private static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord)
        {
            return null;
        }

        (string Word, int Distance)[] near = known
            .Select(candidate => (candidate, Distance(word, candidate)))
            .Where(pair => pair.Item2 <= Math.Max(1, Math.Min(word.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.Item2)
            .ToArray();
        return near.Length > 0 ? near[0].Word : null;
    }

    // Levenshtein's distance, with case ignored: `Page_Shift` is one slip, not two.
    private static int Distance(string left, string right)
    {
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
