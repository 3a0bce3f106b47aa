namespace KernelMm.Cli;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Suggestion
{
    // Longer words than this are no names, and comparing them would cost more than the guess is worth.
    private const int LongestWord = 64;

    /// <summary>A half sentence to append: <c>; did you mean 'x64'?</c> where a name is near, else the list of all names.</summary>
    public static string For(string word, IReadOnlyCollection<string> names)
    {
        string? nearest = word.Length <= LongestWord
            ? names.Where(name => Distance(word, name) <= 1 + (name.Length / 4)).MinBy(name => Distance(word, name))
            : null;
        if (nearest is not null)
        {
            return $"; did you mean '{nearest}'?";
        }

        return names.Count == 0 ? "; there are none." : $"; choose from {string.Join(", ", names)}.";
    }

    /// <summary>How many letters must be put in, left out or changed to get from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
