namespace KernelMm.Exploration.Engine;

/// <summary>How a stage runs what it is given.</summary>
internal sealed record StageOptions
{
    /// <summary>The most steps of one execution; what goes on longer is cut, and counted as such.</summary>
    public int MaxSteps { get; init; } = 10_000;

    /// <summary>How often a waiting thread looks before it parks, while looking pays.</summary>
    public int Spins { get; init; } = Environment.ProcessorCount > 1 ? 500 : 0;

    /// <summary>Whether classes are counted where the strategy does not need their order anyway.</summary>
    public bool CountsClasses { get; init; } = true;

    /// <summary>Where the source line of each step goes; costly, so only for a single execution.</summary>
    public Action<int>? OnStep { get; init; }
}
