using System.Globalization;
using System.Text;

namespace KernelMm.Exploration.Schedules;

/// <summary>Schedules as text.</summary>
internal static class ScheduleText
{
    // A longer run than any execution has is a slip of the hand, and would only fill memory.
    private const int MaxSteps = 1_000_000;

    public static string Write(ReadOnlySpan<Turn> turns)
    {
        StringBuilder text = new();
        for (int start = 0; start < turns.Length;)
        {
            int end = start + 1;
            while (end < turns.Length && turns[end].Actor == turns[start].Actor && turns[end - 1].Answers.Length == 0)
            {
                end++;
            }

            text.Append((char)('a' + turns[start].Actor));
            if (end - start > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"{end - start}");
            }

            if (turns[end - 1].Answers.Length > 0)
            {
                text.Append('~').AppendJoin('.', turns[end - 1].Answers);
            }

            start = end;
        }

        return text.ToString();
    }

    public static List<Turn> Read(string text)
    {
        List<Turn> turns = [];
        for (int at = 0; at < text.Length;)
        {
            int actor = text[at] - 'a';
            if (actor is < 0 or >= Scenario.MaxActors)
            {
                throw Wrong(text, at, $"an actor is a letter from a to {(char)('a' + Scenario.MaxActors - 1)}");
            }

            at++;
            int count = at < text.Length && char.IsAsciiDigit(text[at]) ? Number(text, ref at) : 1;
            if (count == 0 || turns.Count + count > MaxSteps)
            {
                throw Wrong(text, at - 1, $"an actor takes 1 to {MaxSteps} steps");
            }

            turns.AddRange(Enumerable.Repeat(new Turn(actor, []), count));
            if (at < text.Length && text[at] == '~')
            {
                turns[^1] = new Turn(actor, Answers(text, ref at));
            }
        }

        return turns;
    }

    private static int[] Answers(string text, ref int at)
    {
        List<int> answers = [];
        do
        {
            at++;
            answers.Add(Number(text, ref at));
        }
        while (at < text.Length && text[at] == '.');

        return [.. answers];
    }

    private static int Number(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Wrong(text, start, "a number is missing or too large");
    }

    private static FormatException Wrong(string text, int at, string why) =>
        new($"'{text}' is no schedule: at character {at + 1}, {why}.");
}
