namespace KernelMm.Exploration.Results;

/// <summary>One step of an execution, for people.</summary>
/// <param name="Lane">The number of the actor who took it.</param>
/// <param name="Actor">That actor's name.</param>
/// <param name="Operation">What it did.</param>
/// <param name="Target">To what.</param>
/// <param name="Answers">What was answered in it.</param>
/// <param name="Source">The source line, or empty where it was not asked for.</param>
public sealed record TracedStep(int Lane, string Actor, SharedOperation Operation, SharedObject Target, string Answers, string Source)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string answers = Answers.Length == 0 ? string.Empty : $" [{Answers}]";
        string source = Source.Length == 0 ? string.Empty : $"  {Source}";
        return $"{Actor}: {Operation} {Checks.Objects.Describe(Target)}{answers}{source}";
    }
}
