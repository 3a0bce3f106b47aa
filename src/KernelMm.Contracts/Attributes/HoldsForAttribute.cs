namespace KernelMm.Contracts;

/// <summary>
/// The states of a slot for which the answer is <see langword="true"/>, or not null, or means anything at all; for all others it is
/// <see langword="false"/>, or null, or means nothing, as the address of the table below does in an entry that is none. On what is asked
/// of a slot's value, and on a method that looks at a slot marked <see cref="LiveSlotAttribute"/>.
/// </summary>
/// <param name="states">For which states.</param>
/// <remarks>A retry that comes back to a map has to leave in every state in which the map fails; this says which test takes which.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class HoldsForAttribute(SlotStates states) : Attribute
{
    /// <summary>For which states the answer is true.</summary>
    public SlotStates States { get; } = states;
}
