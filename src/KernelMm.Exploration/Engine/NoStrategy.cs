using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration.Engine;

/// <summary>Where no execution is on, there is nothing to decide.</summary>
internal sealed class NoStrategy : IStrategy
{
    public static readonly NoStrategy Instance = new();

    public bool NewExecution(Situation last) => false;

    public int NextActor(Situation now) => now.Default;

    public int NextChoice(Situation now, ChoiceKind kind, int count) => 0;
}
