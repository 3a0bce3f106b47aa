namespace KernelMm.Exploration;

/// <summary>
/// A small concurrent program with an answer: what its actors share, what each of them does, and what must hold in the end. One
/// value is run many times over, so <see cref="Begin"/> puts everything back.
/// </summary>
public abstract class Scenario : IDisposable
{
    /// <summary>Who acts; the same in every execution, at most <see cref="MaxActors"/>.</summary>
    public abstract IReadOnlyList<Actor> Actors { get; }

    /// <summary>The most actors that a scenario can have: a schedule names each by one letter.</summary>
    public const int MaxActors = 16;

    /// <summary>Puts everything that the actors share into its first state. Runs before each execution, alone.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Throws where the actors left something that must not be. Runs after each execution that came to its end, alone.</summary>
    public virtual void End()
    {
    }

    /// <summary>
    /// By how much an actor takes more references to frames than it puts, which is checked when it ends; null where that is not known. What else it must
    /// not end with, such as locks, RCU sections and maps, is checked on each machine that <see cref="Begin"/> made or made new.
    /// </summary>
    /// <param name="actor">Its number.</param>
    public virtual int? ReferencesOf(int actor) => null;

    /// <summary>Gives back what the scenario owns.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>One of those who act at the same time in a scenario.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Body">
/// What it does: an ordinary method that uses the core. Apart from what others do, it must do the same each time.
/// </param>
public sealed record Actor(string Name, Action Body);
