namespace KernelMm.Exploration.Strategies;

/// <summary>
/// Decides everything that is not code. Three calls make one: a new execution begins, somebody must go on, something must be
/// answered. Given the same calls it must answer the same.
/// </summary>
public interface IStrategy
{
    /// <summary>A new execution begins.</summary>
    /// <param name="last">How the last one ended, with all of its steps.</param>
    /// <returns>False where there is nothing left to try.</returns>
    bool NewExecution(Situation last);

    /// <summary>Says who goes on.</summary>
    /// <param name="now">Who could, and what each is about to do.</param>
    /// <returns>
    /// An actor of <see cref="Situation.Enabled"/>, or <see cref="Situation.LikeAnother"/>, or
    /// <see cref="Situation.SomebodyElses"/>; then the execution comes to its end in any way. An actor that cannot go on after all is taken out of <see cref="Situation.Enabled"/>, and the same is asked again.
    /// </returns>
    int NextActor(Situation now);

    /// <summary>Answers something other than who goes on.</summary>
    /// <param name="now">The situation.</param>
    /// <param name="kind">What it decides.</param>
    /// <param name="count">Among how many answers, 0 being what happens when nothing is injected.</param>
    int NextChoice(Situation now, ChoiceKind kind, int count);
}
