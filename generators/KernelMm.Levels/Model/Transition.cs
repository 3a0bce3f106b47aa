namespace KernelMm.Levels.Model;

/// <summary>Something Linux makes of an entry.</summary>
/// <param name="Name">The kernel's name without the level's prefix: <c>mkdirty</c>.</param>
/// <param name="Steps">What is done, one after the other.</param>
public sealed record Transition(string Name, EquatableArray<TransitionStep> Steps);

/// <summary>One step of a transition.</summary>
public abstract record TransitionStep
{
    private protected TransitionStep()
    {
    }

    /// <summary>The bits that it may change.</summary>
    public abstract ulong Changes { get; }
}

/// <summary>Sets bits.</summary>
/// <param name="Mask">Which.</param>
/// <param name="When">The condition on the entry, or null for always.</param>
public sealed record SetStep(ulong Mask, Test? When = null) : TransitionStep
{
    /// <inheritdoc/>
    public override ulong Changes => Mask;
}

/// <summary>Clears bits.</summary>
/// <param name="Mask">Which.</param>
/// <param name="When">The condition on the entry, or null for always.</param>
public sealed record ClearStep(ulong Mask, Test? When = null) : TransitionStep
{
    /// <inheritdoc/>
    public override ulong Changes => Mask;
}

/// <summary>Moves one set bit to another place: where <paramref name="From"/> is set, clears it and sets <paramref name="To"/>.</summary>
/// <param name="From">A mask of one bit.</param>
/// <param name="To">A mask of one bit.</param>
/// <param name="When">The condition on the entry, or null for always.</param>
public sealed record MoveStep(ulong From, ulong To, Test? When) : TransitionStep
{
    /// <inheritdoc/>
    public override ulong Changes => From | To;
}
