using KernelMm.Exploration;
using KernelMm.Scheduling;

namespace KernelMm.Benchmarks.Exploration;

/// <summary>Actors that take steps and do nothing else: what is timed is the explorer.</summary>
internal sealed class Writers : Scenario
{
    private const ulong Cells = 4;

    public Writers(int actors, int steps) => Actors = [.. Enumerable.Range(0, actors).Select(number => new Actor($"writer {number}", () => Write(steps)))];

    public override IReadOnlyList<Actor> Actors { get; }

    private static void Write(int steps)
    {
        Explorer explorer = Explorer.Current!;
        for (int step = 0; step < steps; step++)
        {
            explorer.Point(SharedOperation.Write, new SharedObject("cell", (ulong)step % Cells));
        }
    }
}
