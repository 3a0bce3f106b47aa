using System.Numerics;
using KernelMm.Exploration.Engine;
using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Checks;

/// <summary>Nobody can go on: who waits for whom.</summary>
internal static class Deadlock
{
    public static Failure Describe(IReadOnlyList<Actor> actors, uint stuck, Waiting waiting, HeldLocks locks, ObjectTable objects)
    {
        List<string> lines = [];
        for (uint left = stuck; left != 0; left &= left - 1)
        {
            int actor = BitOperations.TrailingZeroCount(left);
            int holder = HolderFor(actor, waiting, locks);
            string who = holder < 0 ? "which nobody holds" : $"which {actors[holder].Name} holds";
            lines.Add($"{actors[actor].Name} waits for {Objects.Describe(objects[waiting.TargetOf(actor)])}, {who}");
        }

        int[] cycle = FindCycle(actors.Count, stuck, waiting, locks);
        string round = cycle.Length == 0 ? string.Empty : $" The cycle: {string.Join(" -> ", cycle.Append(cycle[0]).Select(actor => actors[actor].Name))}.";
        string name = cycle.Length == 0 ? "never woken" : "cycle";
        return new Failure(FailureKind.Deadlock, name, $"Nobody can go on: {string.Join("; ", lines)}.{round}", -1);
    }

    private static int HolderFor(int actor, Waiting waiting, HeldLocks locks) =>
        waiting.HolderOf(actor) >= 0 ? waiting.HolderOf(actor) : locks.HolderOf(waiting.TargetOf(actor));

    private static int[] FindCycle(int actors, uint stuck, Waiting waiting, HeldLocks locks)
    {
        for (int start = 0; start < actors; start++)
        {
            List<int> way = [];
            int at = start;
            while (at >= 0 && (stuck & (1u << at)) != 0 && !way.Contains(at))
            {
                way.Add(at);
                at = HolderFor(at, waiting, locks);
            }

            if (at == start && way.Count > 0)
            {
                return [.. way];
            }
        }

        return [];
    }
}
