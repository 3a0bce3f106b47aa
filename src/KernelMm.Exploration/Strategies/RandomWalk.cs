using System.Numerics;

namespace KernelMm.Exploration.Strategies;

/// <summary>Each actor that can go on is as likely to, and so is each answer.</summary>
/// <param name="seed">Another seed, other executions.</param>
/// <param name="shard">Which of the executions are this shard's own.</param>
public sealed class RandomWalk(ulong seed, Shard shard) : IStrategy
{
    private long _execution = shard.Index - shard.Count;
    private SplitMix _random;

    /// <inheritdoc/>
    public bool NewExecution(Situation last)
    {
        _execution += shard.Count;
        _random = SplitMix.For(seed, _execution);
        return true;
    }

    /// <inheritdoc/>
    public int NextActor(Situation now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return Bits.Nth(now.Enabled, _random.Below(BitOperations.PopCount(now.Enabled)));
    }

    /// <inheritdoc/>
    public int NextChoice(Situation now, ChoiceKind kind, int count) => _random.Below(count);
}
