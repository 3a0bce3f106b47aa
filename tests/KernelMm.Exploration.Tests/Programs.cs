namespace KernelMm.Exploration.Tests;

/// <summary>Small programs made up at random.</summary>
internal static class Programs
{
    /// <summary>A program of a few operations on two cells and a lock, another for each seed.</summary>
    public static Op[][] Random(int seed, int actors, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, actors).Select(_ => RandomActor(random, length))];
    }

    /// <summary>One with two locks, so that some wait while others can go on.</summary>
    public static Op[][] RandomWithLocks(int seed, int actors, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, actors).Select(_ => WithSection(random, WithSection(random, RandomOps(random, length), 6), 7).ToArray())];
    }

    private static Op[] RandomActor(Random random, int length)
    {
        List<Op> ops = RandomOps(random, length);
        return [.. random.Next(2) == 0 ? WithSection(random, ops, 7) : ops];
    }

    private static List<Op> RandomOps(Random random, int length)
    {
        List<Op> ops = [];
        while (ops.Count < length)
        {
            SharedOperation operation = random.Next(4) switch { 0 or 1 => SharedOperation.Read, 2 => SharedOperation.Write, _ => SharedOperation.ReadModifyWrite };
            ops.Add(new Op(operation, random.Next(2)));
        }

        return ops;
    }

    // Sections nest or follow each other, so that programs with two locks do not deadlock: 7 is always outside of 6.
    private static List<Op> WithSection(Random random, List<Op> ops, int section)
    {
        int from = random.Next(ops.Count);
        int to = random.Next(from, ops.Count) + 1;
        int acquired = ops.FindIndex(op => op.Operation == SharedOperation.Acquire);
        if (acquired >= 0)
        {
            int released = ops.FindIndex(op => op.Operation == SharedOperation.Release);
            from = from > acquired && from <= released ? acquired : from;
            to = to > acquired && to <= released ? released + 1 : Math.Max(to, from + 1);
        }

        ops.Insert(to, new Op(SharedOperation.Release, section));
        ops.Insert(from, new Op(SharedOperation.Acquire, section));
        return ops;
    }
}
