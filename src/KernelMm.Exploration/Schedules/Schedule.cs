using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Schedules;

/// <summary>
/// Everything about an execution that is not code: who took each step, and what was answered in it. Written as a short string: a
/// letter for each run of one actor's steps and how many there are, and after ~ the answers given in the last of them, where they
/// inject something. <c>a3b2~0.1a</c>: three steps of the first actor, two of the second, in the second of which the second
/// question was answered 1, and one more of the first.
/// </summary>
/// <remarks>After its last step whoever is at it goes on, then the first who can; so a schedule ends where that is what happened.</remarks>
public sealed class Schedule : IEquatable<Schedule>
{
    private readonly Turn[] _turns;

    internal Schedule(IEnumerable<Turn> turns) => _turns = [.. turns];

    /// <summary>How many steps it settles.</summary>
    public int Steps => _turns.Length;

    internal IReadOnlyList<Turn> Turns => _turns;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is no schedule; the message says where.</exception>
    public static Schedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Schedule(ScheduleText.Read(text));
    }

    /// <inheritdoc/>
    public override string ToString() => ScheduleText.Write(_turns);

    /// <inheritdoc/>
    public bool Equals(Schedule? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal static Schedule Of(ReadOnlySpan<Step> steps, ReadOnlySpan<Choice> choices)
    {
        Turn[] turns = new Turn[steps.Length];
        int next = 0;
        for (int step = 0; step < steps.Length; step++)
        {
            int first = next;
            while (next < choices.Length && choices[next].Step == step)
            {
                next++;
            }

            turns[step] = new Turn(steps[step].Actor, Answers(choices[first..next]));
        }

        return new Schedule(turns);
    }

    private static int[] Answers(ReadOnlySpan<Choice> choices)
    {
        int length = choices.Length;
        while (length > 0 && choices[length - 1].Value == 0)
        {
            length--;
        }

        int[] answers = new int[length];
        for (int index = 0; index < length; index++)
        {
            answers[index] = choices[index].Value;
        }

        return answers;
    }
}

/// <summary>One step of a schedule.</summary>
/// <param name="Actor">Who takes it.</param>
/// <param name="Answers">What is answered in it; what is not listed is answered with 0.</param>
internal readonly record struct Turn(int Actor, int[] Answers);
