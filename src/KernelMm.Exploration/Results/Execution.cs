using KernelMm.Exploration.Schedules;

namespace KernelMm.Exploration.Results;

/// <summary>One execution, as it went.</summary>
/// <param name="Schedule">All of its steps.</param>
/// <param name="Steps">The steps for people.</param>
/// <param name="Failure">What went wrong, or null.</param>
/// <param name="IsExact">Whether it went as the schedule that was asked for.</param>
/// <param name="WasTooLong">Whether it was cut for taking too many steps.</param>
public sealed record Execution(Schedule Schedule, IReadOnlyList<TracedStep> Steps, Failure? Failure, bool IsExact, bool WasTooLong);
