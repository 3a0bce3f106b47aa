namespace KernelMm.Analyzers.Flow;

/// <summary>
/// How far, in entries, a pointer may stand from where the map left it. Beyond one step either way it counts as unbounded: that is
/// all the idioms need (the start, the last one plus one, minus one), and it keeps the lattice finite. What it says beside that
/// holds on some path, so that it only grows where paths meet.
/// </summary>
internal readonly record struct OffsetRange(long Lowest, long Highest)
{
    public const long Unbounded = long.MaxValue;

    public static OffsetRange Start => new(0, 0);

    public static OffsetRange Anywhere => new(-Unbounded, Unbounded);

    /// <summary>A loop looks at the table's first entry and has not stepped on since.</summary>
    public bool IsAtFirst { get; private init; }

    /// <summary>A loop has stepped on and not looked at an entry since.</summary>
    public bool IsAhead { get; private init; }

    /// <summary>It was stepped back from the table's first entry.</summary>
    public bool IsBefore { get; private init; }

    public OffsetRange Shift(long steps, bool inLoop) => new(Clamp(Lowest, steps), Clamp(Highest, steps))
    {
        IsAhead = inLoop && steps == 1,
        IsBefore = IsAtFirst && steps == -1,
    };

    /// <summary>The entry it points to is looked at.</summary>
    public OffsetRange Look(bool inLoop) => this with { IsAtFirst = IsAtFirst || (inLoop && Lowest == 0), IsAhead = false };

    public OffsetRange Hull(OffsetRange other) => new(Math.Min(Lowest, other.Lowest), Math.Max(Highest, other.Highest))
    {
        IsAtFirst = IsAtFirst || other.IsAtFirst,
        IsAhead = IsAhead || other.IsAhead,
        IsBefore = IsBefore || other.IsBefore,
    };

    private static long Clamp(long bound, long steps)
    {
        if (Math.Abs(bound) == Unbounded)
        {
            return bound;
        }

        var moved = bound + Math.Max(-2, Math.Min(2, steps));
        return moved > 1 ? Unbounded : moved < -1 ? -Unbounded : moved;
    }
}
