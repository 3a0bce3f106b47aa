namespace KernelMm.Exploration.Strategies.Exhaustive;

/// <summary>What an exhaustive search leaves out on purpose.</summary>
public sealed record Bounds
{
    /// <summary>The most preemptions of one execution, or null for any number. A switch away from one who cannot go on is none.</summary>
    public int? Preemptions { get; init; }

    /// <summary>The most answers of one execution that inject something, or null for any number.</summary>
    public int? Injections { get; init; }
}
