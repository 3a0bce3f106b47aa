namespace KernelMm.Exploration.Strategies;

/// <summary>One part of a space that is cut into parts without overlap, for as many processes.</summary>
/// <param name="Index">Which one, from 0.</param>
/// <param name="Count">Of how many.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>The whole space.</summary>
    public static Shard Whole => new(0, 1);

    /// <summary>One of the parts that this part is cut into again.</summary>
    public Shard Part(int index, int count) => new(Index + (Count * index), Count * count);
}
