namespace KernelMm.Analyzers.Flow;

/// <summary>
/// How far, in entries, a pointer may stand from where the map left it. Beyond one step either way it counts as unbounded: that is
/// all the idioms need (the start, the last one plus one, minus one), and it keeps the lattice finite.
/// </summary>
internal readonly record struct OffsetRange(long Lowest, long Highest)
{
    public const long Unbounded = long.MaxValue;

    public static OffsetRange Start => new(0, 0);

    public static OffsetRange Anywhere => new(-Unbounded, Unbounded);

    public OffsetRange Shift(long steps) => new(Clamp(Lowest, steps), Clamp(Highest, steps));

    public OffsetRange Hull(OffsetRange other) => new(Math.Min(Lowest, other.Lowest), Math.Max(Highest, other.Highest));

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
