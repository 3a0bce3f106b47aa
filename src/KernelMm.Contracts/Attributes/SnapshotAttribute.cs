namespace KernelMm.Contracts;

/// <summary>
/// The value read once from a live slot on which a decision rests: the <c>out</c> parameter in which a mapping method hands out
/// the entry it mapped through, or the result of a method that reads a slot. It is the operand of a later
/// <see cref="ValidatesAttribute"/>. On a parameter that is not <c>out</c>: what the caller has read from the slot that is given beside it
/// (<see cref="LiveSlotAttribute"/>), as a page walk hands its callbacks.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class SnapshotAttribute : Attribute;
