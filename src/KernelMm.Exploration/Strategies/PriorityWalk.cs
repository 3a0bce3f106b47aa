namespace KernelMm.Exploration.Strategies;

/// <summary>
/// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: "A randomized scheduler with probabilistic
/// guarantees of finding bugs", ASPLOS 2010): actors have random priorities, the highest that can goes on, and at depth - 1 random
/// steps the one who is at it falls below all others.
/// </summary>
/// <remarks>
/// One execution finds a bug that needs d ordering constraints with a probability of at least 1/(n·k^(d-1)), where n actors take at
/// most k steps together. k is learned: it is the longest execution so far.
/// </remarks>
public sealed class PriorityWalk : IStrategy
{
    // Someone who goes on alone for so long is taken to wait for something by looking at it.
    private const int Patience = 512;

    private readonly ulong _seed;
    private readonly int _depth;
    private readonly Shard _shard;
    private readonly int[] _changes;
    private int[] _priorities = [];
    private long _execution;
    private SplitMix _random;
    private int _longest;
    private int _lowest;
    private int _alone;
    private int _changedAt;

    /// <summary>A walk that aims at bugs of this depth.</summary>
    /// <param name="seed">Another seed, other executions.</param>
    /// <param name="depth">How many ordering constraints a bug needs, at least 1.</param>
    /// <param name="steps">The steps of the longest execution, where that is known; else 0.</param>
    /// <param name="shard">Which of the executions are this shard's own.</param>
    public PriorityWalk(ulong seed, int depth, int steps, Shard shard)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        _seed = seed;
        _depth = depth;
        _shard = shard;
        _longest = steps;
        _changes = new int[depth - 1];
        _execution = shard.Index - shard.Count;
    }

    /// <summary>The most steps that were taken so far: the k of the bound.</summary>
    public int Longest => _longest;

    /// <summary>The least probability with which one execution finds a bug of a depth.</summary>
    /// <param name="actors">How many actors there are.</param>
    /// <param name="steps">The most steps that all of them take together.</param>
    /// <param name="depth">The bug's depth.</param>
    public static double Bound(int actors, int steps, int depth) => 1.0 / (actors * Math.Pow(steps, depth - 1));

    /// <inheritdoc/>
    public bool NewExecution(Situation last)
    {
        ArgumentNullException.ThrowIfNull(last);
        _longest = Math.Max(_longest, last.Steps);
        _execution += _shard.Count;
        _random = SplitMix.For(_seed, _execution);
        _alone = 0;
        _changedAt = -1;
        _lowest = 0;
        Shuffle(last.Actors);
        for (int change = 0; change < _changes.Length; change++)
        {
            _changes[change] = _random.Below(Math.Max(_longest, 1));
        }

        return true;
    }

    /// <inheritdoc/>
    public int NextActor(Situation now)
    {
        ArgumentNullException.ThrowIfNull(now);
        int chosen = Highest(now.Enabled);
        bool changes = now.Steps != _changedAt && _changes.AsSpan().Contains(now.Steps);
        if (changes || _alone > Patience)
        {
            _changedAt = now.Steps;
            Lower(chosen);
            chosen = Highest(now.Enabled);
        }

        _alone = chosen == now.Current ? _alone + 1 : 0;
        return chosen;
    }

    /// <inheritdoc/>
    public int NextChoice(Situation now, ChoiceKind kind, int count) =>
        // What is injected is rare: most executions should come far.
        _random.Below(8) != 0 ? 0 : _random.Below(count);

    private void Shuffle(int actors)
    {
        if (_priorities.Length != actors)
        {
            _priorities = new int[actors];
        }

        for (int actor = 0; actor < actors; actor++)
        {
            int other = _random.Below(actor + 1);
            _priorities[actor] = _priorities[other];
            _priorities[other] = _depth + actor;
        }
    }

    private void Lower(int actor)
    {
        _priorities[actor] = --_lowest;
        _alone = 0;
    }

    private int Highest(uint enabled)
    {
        int best = -1;
        for (int actor = 0; actor < _priorities.Length; actor++)
        {
            if ((enabled & Bits.Of(actor)) != 0 && (best < 0 || _priorities[actor] > _priorities[best]))
            {
                best = actor;
            }
        }

        return best;
    }
}
