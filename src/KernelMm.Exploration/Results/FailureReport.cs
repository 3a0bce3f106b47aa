using System.Text;
using KernelMm.Exploration.Schedules;

namespace KernelMm.Exploration.Results;

/// <summary>A failure, and the shortest way to it that was found.</summary>
/// <param name="Failure">What went wrong.</param>
/// <param name="Schedule">Replays it.</param>
/// <param name="Steps">One line for each step on the way.</param>
/// <param name="Found">The schedule it was first met with.</param>
/// <param name="Execution">In which execution that was, from 1.</param>
public sealed record FailureReport(Failure Failure, Schedule Schedule, IReadOnlyList<TracedStep> Steps, Schedule Found, long Execution)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine($"{Failure.Kind}: {Failure.Message}");
        foreach (TracedStep step in Steps)
        {
            text.AppendLine($"  {step}");
        }

        return text.Append($"replay with {Schedule}").ToString();
    }
}
