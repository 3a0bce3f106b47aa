namespace KernelMm.Contracts;

/// <summary>
/// What an outcome says when it is given for a map that failed. A map that fails is a race, so an outcome that says out of memory,
/// bad address or busy is a lie there. On enum members, constants and the methods that make such outcomes.
/// </summary>
/// <param name="outcome">The outcome's meaning.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class RaceOutcomeAttribute(OutcomeKind outcome) : Attribute
{
    /// <summary>The outcome's meaning.</summary>
    public OutcomeKind Outcome { get; } = outcome;
}
