using System.Numerics;

namespace KernelMm.Exploration.Engine;

/// <summary>Who waits, for what, and until when.</summary>
internal sealed class Waiting(int actors)
{
    private readonly int[] _targets = new int[actors];
    private readonly int[] _holders = new int[actors];
    private uint _spinning;

    /// <summary>Those who wait, one bit for each.</summary>
    public uint Mask { get; private set; }

    public void Clear()
    {
        Mask = 0;
        _spinning = 0;
    }

    public int TargetOf(int actor) => _targets[actor];

    public int HolderOf(int actor) => _holders[actor];

    public void Add(int actor, int target, int holder, bool spins)
    {
        uint bit = 1u << actor;
        _targets[actor] = target;
        _holders[actor] = holder;
        Mask |= bit;
        _spinning = spins ? _spinning | bit : _spinning & ~bit;
    }

    /// <summary>Ends the waiting of all who wait for it.</summary>
    public void Wake(int target) => End(target, Mask);

    /// <summary>Ends the waiting of all who only wait for it to change.</summary>
    public void Changed(int target)
    {
        if (_spinning != 0)
        {
            End(target, Mask & _spinning);
        }
    }

    private void End(int target, uint among)
    {
        for (uint left = among; left != 0; left &= left - 1)
        {
            int actor = BitOperations.TrailingZeroCount(left);
            if (_targets[actor] == target)
            {
                Mask &= ~(1u << actor);
            }
        }
    }
}
