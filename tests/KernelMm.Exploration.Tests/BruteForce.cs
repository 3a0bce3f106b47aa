namespace KernelMm.Exploration.Tests;

/// <summary>
/// The naive reference: all interleavings of a program of operations by plain recursion, and their classes by sorting. It shares
/// nothing with the explorer but the meaning of the operations.
/// </summary>
internal static class BruteForce
{
    /// <summary>All maximal interleavings, deadlocked ones among them, with the preemptions of each.</summary>
    public static List<((int Actor, int Index)[] Order, int Preemptions)> Interleavings(Op[][] actors)
    {
        List<((int, int)[], int)> found = [];
        Extend(actors, new int[actors.Length], [], 0, found);
        return found;
    }

    /// <summary>The number of classes: interleavings that differ by more than swaps of neighbours that commute.</summary>
    public static int Classes(Op[][] actors) => Interleavings(actors).Select(one => Canonical(actors, one.Order)).Distinct().Count();

    /// <summary>The classes that have an interleaving with at most so many preemptions.</summary>
    public static HashSet<string> ClassesWithin(Op[][] actors, int preemptions) =>
        [.. Interleavings(actors).Where(one => one.Preemptions <= preemptions).Select(one => Canonical(actors, one.Order))];

    private static void Extend(Op[][] actors, int[] at, List<(int, int)> order, int preemptions, List<((int, int)[], int)> found)
    {
        bool extended = false;
        int last = order.Count == 0 ? -1 : order[^1].Item1;
        for (int actor = 0; actor < actors.Length; actor++)
        {
            if (!CanGoOn(actors, at, actor))
            {
                continue;
            }

            extended = true;
            bool preempts = last >= 0 && last != actor && CanGoOn(actors, at, last);
            order.Add((actor, at[actor]++));
            Extend(actors, at, order, preemptions + (preempts ? 1 : 0), found);
            at[actor]--;
            order.RemoveAt(order.Count - 1);
        }

        if (!extended)
        {
            found.Add(([.. order], preemptions));
        }
    }

    private static bool CanGoOn(Op[][] actors, int[] at, int actor)
    {
        if (at[actor] == actors[actor].Length)
        {
            return false;
        }

        Op next = actors[actor][at[actor]];
        return next.Operation != SharedOperation.Acquire || !IsHeld(actors, at, next.Target);
    }

    private static bool IsHeld(Op[][] actors, int[] at, int target) => actors.Where((ops, actor) =>
    {
        Op[] done = ops[..at[actor]];
        return done.Count(op => op == new Op(SharedOperation.Acquire, target)) > done.Count(op => op == new Op(SharedOperation.Release, target));
    }).Any();

    // Two interleavings are of one class where every pair of conflicting operations comes in the same order in both.
    public static string Canonical(Op[][] actors, (int Actor, int Index)[] order)
    {
        List<string> pairs = [.. order.Select(step => $"{step}")];
        for (int later = 0; later < order.Length; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                Op one = actors[order[earlier].Actor][order[earlier].Index];
                Op other = actors[order[later].Actor][order[later].Index];
                if (one.Target == other.Target && !(one.Operation == SharedOperation.Read && other.Operation == SharedOperation.Read))
                {
                    pairs.Add($"{order[earlier]}<{order[later]}");
                }
            }
        }

        pairs.Sort(StringComparer.Ordinal);
        return string.Join(' ', pairs);
    }
}
