namespace KernelMm.Exploration.Results;

/// <summary>What an exploration found.</summary>
public sealed record ExplorationResult
{
    /// <summary>How many executions came to their end, failing ones among them.</summary>
    public required long Executions { get; init; }

    /// <summary>How many more were begun and turned out to be like another.</summary>
    public required long Pruned { get; init; }

    /// <summary>How many classes of executions there are that differ in more than the order of what commutes.</summary>
    public required long Classes { get; init; }

    /// <summary>Whether there are exactly so many; else at least, since counting stopped.</summary>
    public required bool ClassesAreExact { get; init; }

    /// <summary>How many steps were taken in all.</summary>
    public required long Steps { get; init; }

    /// <summary>The most steps of one execution.</summary>
    public required int LongestExecution { get; init; }

    /// <summary>How often the search did not try something because of its bounds.</summary>
    public required long BoundHits { get; init; }

    /// <summary>How many executions were cut because they took too many steps.</summary>
    public required long TooLong { get; init; }

    /// <summary>Whether everything was tried that the bounds allow.</summary>
    public required bool IsExhausted { get; init; }

    /// <summary>For <see cref="StrategyKind.Pct"/>: the least probability with which one execution finds a bug of the depth; else null.</summary>
    public double? PctBound { get; init; }

    /// <summary>What was marked on the way, and how often.</summary>
    public required IReadOnlyDictionary<string, long> Marks { get; init; }

    /// <summary>What went wrong, each thing once.</summary>
    public required IReadOnlyList<FailureReport> Failures { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether nothing went wrong, nothing was left out, and there was nothing left to try.</summary>
    public bool IsProof => IsExhausted && Failures.Count == 0 && BoundHits == 0 && TooLong == 0;

    /// <summary>Executions per second.</summary>
    public double ExecutionsPerSecond => Executions / Math.Max(Elapsed.TotalSeconds, 1e-9);

    /// <summary>Steps per second.</summary>
    public double StepsPerSecond => Steps / Math.Max(Elapsed.TotalSeconds, 1e-9);

    /// <summary>What the parts of one exploration found together.</summary>
    /// <param name="parts">The parts, without overlap.</param>
    public static ExplorationResult Merge(IReadOnlyCollection<ExplorationResult> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new ExplorationResult
        {
            Executions = parts.Sum(part => part.Executions),
            Pruned = parts.Sum(part => part.Pruned),
            Classes = parts.Sum(part => part.Classes),
            ClassesAreExact = parts.All(part => part.ClassesAreExact),
            Steps = parts.Sum(part => part.Steps),
            LongestExecution = parts.Max(part => part.LongestExecution),
            BoundHits = parts.Sum(part => part.BoundHits),
            TooLong = parts.Sum(part => part.TooLong),
            IsExhausted = parts.All(part => part.IsExhausted),
            PctBound = parts.Min(part => part.PctBound),
            Marks = parts.SelectMany(part => part.Marks).GroupBy(mark => mark.Key).ToDictionary(marks => marks.Key, marks => marks.Sum(mark => mark.Value)),
            Failures = [.. parts.SelectMany(part => part.Failures).GroupBy(report => (report.Failure.Kind, report.Failure.Name)).Select(same => same.MinBy(report => report.Steps.Count)!)],
            Elapsed = parts.Max(part => part.Elapsed),
        };
    }
}
