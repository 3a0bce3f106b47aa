namespace KernelMm.Analyzers.Flow;

/// <summary>
/// One way of arriving at a point of the method: what each storage place holds, what became of each mapping, and which conditions
/// were answered how. Changed in place while a block is walked; copied where control parts.
/// </summary>
internal sealed class PathState
{
    private Value?[] _values;
    private SiteState[] _sites;
    private readonly bool?[] _answers;

    public PathState(int conditions)
    {
        _values = [];
        _sites = [];
        _answers = new bool?[conditions];
    }

    private PathState(PathState other)
    {
        _values = (Value?[])other._values.Clone();
        _sites = (SiteState[])other._sites.Clone();
        _answers = (bool?[])other._answers.Clone();
        Leaving = other.Leaving;
        Failed = other.Failed;
    }

    /// <summary>The way out that this path is on while it runs through finally blocks.</summary>
    public PendingExit? Leaving { get; set; }

    /// <summary>The mapping whose null the last branch found out; -1 where it asked something else, or where other ways join this one.</summary>
    public int Failed { get; set; } = -1;

    /// <summary>Control does not get here: a condition contradicts what is known, or a call never returns.</summary>
    public bool IsDead { get; private set; }

    public int SiteCount => _sites.Length;

    public PathState Copy() => new(this);

    public void Kill() => IsDead = true;

    public Value this[int location]
    {
        get => location < _values.Length ? _values[location] ?? Value.Unknown : Value.Unknown;
        set => Grow(ref _values, location)[location] = value.Kind == ValueKind.Unknown ? null : value;
    }

    public SiteState Site(int index) => index < _sites.Length ? _sites[index] : default;

    public void SetSite(int index, SiteState state) => Grow(ref _sites, index)[index] = state;

    public bool? Answer(int condition) => _answers[condition];

    public void SetAnswer(int condition, bool? answer) => _answers[condition] = answer;

    public int LocationCount => _values.Length;

    public int AnswerCount => _answers.Length;

    /// <summary>Equal but for pointer offsets and for where things were released.</summary>
    public bool SameShape(PathState other) =>
        SameSites(other) && Equals(Leaving, other.Leaving) && Failed == other.Failed && SameAnswers(other) && SameValues(other);

    public bool SameFates(PathState other)
    {
        for (var i = Math.Max(_sites.Length, other._sites.Length) - 1; i >= 0; i--)
        {
            if (!Site(i).SameFate(other.Site(i)))
            {
                return false;
            }
        }

        return true;
    }

    private bool SameSites(PathState other)
    {
        for (var i = Math.Max(_sites.Length, other._sites.Length) - 1; i >= 0; i--)
        {
            if (!Site(i).SameShape(other.Site(i)))
            {
                return false;
            }
        }

        return true;
    }

    private bool SameAnswers(PathState other) => _answers.SequenceEqual(other._answers);

    private bool SameValues(PathState other)
    {
        for (var i = Math.Max(_values.Length, other._values.Length) - 1; i >= 0; i--)
        {
            if (!this[i].SameShape(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static T[] Grow<T>(ref T[] array, int index)
    {
        if (index >= array.Length)
        {
            Array.Resize(ref array, Math.Max(index + 1, array.Length + 4));
        }

        return array;
    }
}
