using System.Numerics;

namespace KernelMm.Exploration.Checks;

/// <summary>
/// The orders in which one execution took locks while it held others. Two orders that contradict each other can deadlock, though
/// this execution did not. It forgets with each execution, so that a schedule that shows a contradiction shows it alone.
/// </summary>
internal sealed class LockOrder
{
    private const int MaxClasses = 64;

    private readonly List<LockClass> _classes = [];
    private readonly ulong[] _inside = new ulong[MaxClasses];

    public void Clear()
    {
        _classes.Clear();
        Array.Clear(_inside);
    }

    /// <summary>Records that one was waited for while the other was held.</summary>
    /// <returns>Whether the opposite was recorded before, be it by way of others.</returns>
    public bool Contradicts(LockClass held, LockClass wanted)
    {
        int outer = NumberOf(held);
        int inner = NumberOf(wanted);
        if (outer < 0 || inner < 0)
        {
            return false;
        }

        _inside[outer] |= 1UL << inner;
        return Reaches(inner, outer);
    }

    private int NumberOf(LockClass lockClass)
    {
        int number = _classes.IndexOf(lockClass);
        if (number < 0 && _classes.Count < MaxClasses)
        {
            number = _classes.Count;
            _classes.Add(lockClass);
        }

        return number;
    }

    private bool Reaches(int from, int to)
    {
        ulong seen = 1UL << from;
        ulong front = seen;
        while (front != 0)
        {
            int at = BitOperations.TrailingZeroCount(front);
            front &= front - 1;
            front |= _inside[at] & ~seen;
            seen |= _inside[at];
        }

        return from != to && (seen & (1UL << to)) != 0;
    }
}
