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
            .Where(pair => pair.Item2 <= Math.Max(1, Math.Min(word.Length, pair.candidate.Length) / 3) || IsStart(word, pair.candidate))
            .OrderBy(pair => pair.Item2)
            .ToArray();
        return near.Length > 0 ? near[0].Word : null;
    }

    private static bool IsStart(string word, string candidate) =>
        word.Length >= 3 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // Letters inserted, left out, replaced, or swapped with their neighbour; case is ignored, so `Page_Shift` is no slip at all.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
