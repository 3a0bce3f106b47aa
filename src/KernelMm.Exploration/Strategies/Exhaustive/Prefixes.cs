using System.Numerics;

namespace KernelMm.Exploration.Strategies.Exhaustive;

/// <summary>
/// Cuts the tree of executions into parts. The first few forks are tried in full by every shard, so all count the same prefixes in
/// the same order, and each shard goes on below those whose number is its own.
/// </summary>
internal sealed class Prefixes(Shard shard)
{
    // Several prefixes for each shard, since some have far more below them than others.
    private const uint PrefixesPerShard = 8;

    private readonly int _forks = shard.Count == 1 ? 0 : BitOperations.Log2((uint)shard.Count * PrefixesPerShard);
    private long _next;
    private bool _isCounted;
    private bool _isOwn;

    /// <summary>Whether a decision below so many forks is tried in full.</summary>
    public bool IsInside(int forks) => forks < _forks;

    /// <summary>Whether what lies below so many forks is searched by this shard.</summary>
    public bool Owns(int forks)
    {
        if (IsInside(forks))
        {
            return true;
        }

        if (!_isCounted)
        {
            _isCounted = true;
            _isOwn = _next++ % shard.Count == shard.Index;
        }

        return _isOwn;
    }

    /// <summary>Whether what is met below so many forks is this shard's to count: each thing is one shard's.</summary>
    public bool Counts(int forks) => !IsInside(forks) || shard.Index == 0;

    /// <summary>The search comes back to a decision below so many forks.</summary>
    public void Return(int forks) => _isCounted &= !IsInside(forks);
}
