using System.Globalization;
using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Engine;

/// <summary>Whether a schedule went the same way twice.</summary>
internal static class Differences
{
    /// <summary>Where the second time differs from the first, or null.</summary>
    public static string? Between(Stage first, Execution second)
    {
        for (int step = 0; step < Math.Min(first.Steps.Length, second.Steps.Count); step++)
        {
            Step one = first.Steps[step];
            TracedStep other = second.Steps[step];
            if (one.Actor != other.Lane || one.Operation != other.Operation || first.Objects[one.Target] != other.Target)
            {
                return string.Create(CultureInfo.InvariantCulture, $"One schedule gave two executions: step {step + 1} was {one.Operation} {Checks.Objects.Describe(first.Objects[one.Target])} of actor {one.Actor} once, and then {other.Operation} {Checks.Objects.Describe(other.Target)} of actor {other.Lane}.");
            }
        }

        if (first.Steps.Length != second.Steps.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"One schedule gave two executions: one of {first.Steps.Length} steps, and then one of {second.Steps.Count}.");
        }

        bool same = first.Failure is { } failure ? failure.IsSame(second.Failure) : second.Failure is null;
        return same ? null : $"One schedule gave two executions: one ended with {first.Failure?.Message ?? "nothing wrong"}, and then one with {second.Failure?.Message ?? "nothing wrong"}.";
    }
}
