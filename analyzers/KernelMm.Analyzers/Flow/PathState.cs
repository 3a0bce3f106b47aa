namespace KernelMm.Analyzers.Flow;

/// <summary>
/// One way of arriving at a point of the method: what each storage place holds, what became of each mapping, and which conditions
/// were answered how. Changed in place while a block is walked; copied where control parts.
/// </summary>
internal sealed class PathState
{
    private readonly Stamps _stamps;
    private SharedArray<Value> _values;
    private SharedArray<SiteState> _sites;
    private SharedArray<int> _marks;
    private SharedArray<bool?> _answers;
    private long _stamp;

    public PathState()
    {
        _stamps = new Stamps();
        _stamp = _stamps.Next();
    }

    private PathState(PathState other)
    {
        // What both hold now is shared until one of them writes to it.
        _stamps = other._stamps;
        _stamp = _stamps.Next();
        other._stamp = _stamps.Next();
        _values = other._values;
        _sites = other._sites;
        _marks = other._marks;
        _answers = other._answers;
        Leaving = other.Leaving;
        Failed = other.Failed;
        LeftFinally = other.LeftFinally;
    }

    /// <summary>It came to a block, or changed there, and has not been followed from there since.</summary>
    public bool IsFresh { get; set; }

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
        set
        {
            if (!ReferenceEquals(this[location], value))
            {
                _values.Put(location, value, value.Kind == ValueKind.Unknown, _stamp);
            }
        }
    }

    public SiteState Site(int index) => _sites.At(index);

    public void SetSite(int index, SiteState state) => _sites.Put(index, state, state.IsBlank, _stamp);

    /// <summary>The next mapping behind this one of which anything is known; -1 where there is none.</summary>
    public int NextSite(int index) => _sites.Next(index);

    /// <summary>The next place behind this one of whose value anything is known; -1 where there is none.</summary>
    public int NextLocation(int location) => _values.Next(location);

    public bool? Answer(int condition) => _answers.At(condition);

    public void SetAnswer(int condition, bool? answer)
    {
        if (answer != Answer(condition))
        {
            _answers.Put(condition, answer, answer is null, _stamp);
        }
    }

    /// <summary>What is known of this fact; 0 where nothing is.</summary>
    public int Mark(int fact) => _marks.At(fact);

    public void SetMark(int fact, int mark)
    {
        if (mark != Mark(fact))
        {
            _marks.Put(fact, mark, mark == 0, _stamp);
        }
    }

    /// <summary>Past the last fact of which anything is known.</summary>
    public int MarkCount => _marks.Length;

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

    /// <summary>Past the last condition of which the answer is known.</summary>
    public int AnswerCount => _answers.Length;

    /// <summary>Equal but for pointer offsets and for where things were released.</summary>
    public bool SameShape(PathState other) =>
        SameSites(other) && SameMarks(other) && Equals(Leaving, other.Leaving) && Failed == other.Failed && SameAnswers(other) && SameValues(other);

    public bool SameFates(PathState other) => _sites.SameAs(other._sites, static (a, b) => a.SameFate(b));

    private bool SameSites(PathState other) => _sites.SameAs(other._sites, static (a, b) => a.SameShape(b));

    private bool SameMarks(PathState other) => _marks.SameAs(other._marks, static (a, b) => a == b);

    private bool SameAnswers(PathState other) => _answers.SameAs(other._answers, static (a, b) => a == b);

    private bool SameValues(PathState other) =>
        _values.SameAs(other._values, static (a, b) => (a ?? Value.Unknown).SameShape(b ?? Value.Unknown));

    /// <summary>Numbers the states of knowledge of one method's paths: what carries another number than a path's own is shared.</summary>
    private sealed class Stamps
    {
        private long _last;

        public long Next() => ++_last;
    }
}
