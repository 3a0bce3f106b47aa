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

    private static Op[] RandomActor(Random random, int length)
    {
        List<Op> ops = [];
        while (ops.Count < length)
        {
            SharedOperation operation = random.Next(4) switch { 0 or 1 => SharedOperation.Read, 2 => SharedOperation.Write, _ => SharedOperation.ReadModifyWrite };
            ops.Add(new Op(operation, random.Next(2)));
        }

        if (random.Next(2) == 0)
        {
            int from = random.Next(length);
            ops.Insert(random.Next(from, length) + 1, new Op(SharedOperation.Release, 7));
            ops.Insert(from, new Op(SharedOperation.Acquire, 7));
        }

        return [.. ops];
    }
}
