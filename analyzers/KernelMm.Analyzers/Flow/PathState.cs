namespace KernelMm.Analyzers.Flow;

/// <summary>
/// One way of arriving at a point of the method: what each storage place holds, what became of each mapping, and which conditions
/// were answered how. Changed in place while a block is walked; copied where control parts.
/// </summary>
internal sealed class PathState
{
    private readonly SharedArray<Value> _values;
    private readonly SharedArray<SiteState> _sites;
    private readonly bool?[] _answers;

    // Most methods have no facts at all.
    private SharedArray<int>? _marks;

    public PathState(int conditions)
    {
        _values = new SharedArray<Value>();
        _sites = new SharedArray<SiteState>();
        _answers = conditions == 0 ? [] : new bool?[conditions];
    }

    private PathState(PathState other)
    {
        _values = other._values.Copy();
        _sites = other._sites.Copy();
        _answers = other._answers.Length == 0 ? [] : (bool?[])other._answers.Clone();
        _marks = other._marks?.Copy();
        Leaving = other.Leaving;
        Failed = other.Failed;
        LeftFinally = other.LeftFinally;
    }

    /// <summary>The way out that this path is on while it runs through finally blocks.</summary>
    public PendingExit? Leaving { get; set; }

    /// <summary>The mapping whose null the last branch found out; -1 where it asked something else, or where other ways join this one.</summary>
    public int Failed { get; set; } = -1;

    /// <summary>An exception is on its way out, past a finally block of this method.</summary>
    public bool LeftFinally { get; set; }

    /// <summary>Control does not get here: a condition contradicts what is known, or a call never returns.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Past the last mapping of which anything is known.</summary>
    public int SiteCount => _sites.Length;

    public PathState Copy() => new(this);

    public void Kill() => IsDead = true;

    public Value this[int location]
    {
        get => _values.At(location) ?? Value.Unknown;
        set => _values.Put(location, value, value.Kind == ValueKind.Unknown);
    }

    public SiteState Site(int index) => _sites.At(index);

    public void SetSite(int index, SiteState state) => _sites.Put(index, state, state.IsBlank);

    /// <summary>The next mapping behind this one of which anything is known; -1 where there is none.</summary>
    public int NextSite(int index) => _sites.Next(index);

    /// <summary>The next place behind this one of whose value anything is known; -1 where there is none.</summary>
    public int NextLocation(int location) => _values.Next(location);

    public bool? Answer(int condition) => _answers[condition];

    public void SetAnswer(int condition, bool? answer) => _answers[condition] = answer;

    /// <summary>What is known of this fact; 0 where nothing is.</summary>
    public int Mark(int fact) => _marks?.At(fact) ?? 0;

    public void SetMark(int fact, int mark)
    {
        if (mark != 0 || _marks is not null)
        {
            (_marks ??= new SharedArray<int>()).Put(fact, mark, mark == 0);
        }
    }

    /// <summary>Past the last fact of which anything is known.</summary>
    public int MarkCount => _marks?.Length ?? 0;

    /// <summary>The mapping that is known to have failed on this path; -1 where none is.</summary>
    public int FailedSite()
    {
        var failed = -1;
        for (var i = NextSite(-1); i >= 0; i = NextSite(i))
        {
            failed = Site(i).Status == MappingStatus.Null ? i : failed;
        }

        return failed;
    }

    public int LocationCount => _values.Length;

    public int AnswerCount => _answers.Length;

    /// <summary>Equal but for pointer offsets and for where things were released.</summary>
    public bool SameShape(PathState other) =>
        SameSites(other) && SameMarks(other) && Equals(Leaving, other.Leaving) && Failed == other.Failed && SameAnswers(other) && SameValues(other);

    public bool SameFates(PathState other) => _sites.SameAs(other._sites, static (a, b) => a.SameFate(b));

    private bool SameSites(PathState other) => _sites.SameAs(other._sites, static (a, b) => a.SameShape(b));

    private bool SameMarks(PathState other) => _marks is null
        ? other._marks is null || other._marks.Next(-1) < 0
        : other._marks is null ? _marks.Next(-1) < 0 : _marks.SameAs(other._marks, static (a, b) => a == b);

    private bool SameAnswers(PathState other)
    {
        for (var i = 0; i < _answers.Length; i++)
        {
            if (_answers[i] != other._answers[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool SameValues(PathState other) =>
        _values.SameAs(other._values, static (a, b) => (a ?? Value.Unknown).SameShape(b ?? Value.Unknown));
}
