using System.Runtime.CompilerServices;

namespace KernelMm.Locking;

/// <summary>Counting without contention: each task counts for itself, and the sum is made when it is asked for.</summary>
internal static class Counting
{
    /// <summary>How many kinds there are.</summary>
    public static readonly int Kinds = Enum.GetValues<Counter>().Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Count(this TaskState current, Counter counter) => current.Counts[(int)counter]++;

    public static void Count(this TaskState current, Counter counter, ulong times) => current.Counts[(int)counter] += times;

    /// <summary>The sum over all tasks; exact when none of them counts meanwhile.</summary>
    public static ulong Sum(this TaskTable tasks, Counter counter)
    {
        ulong sum = 0;
        foreach (TaskState task in tasks.All)
        {
            sum += Volatile.Read(ref task.Counts[(int)counter]);
        }

        return sum;
    }
}
