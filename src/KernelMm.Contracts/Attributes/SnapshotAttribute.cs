namespace KernelMm.Contracts;

/// <summary>
/// The value read once from a live slot on which a decision rests: the <c>out</c> parameter in which a mapping method hands out
/// the entry it mapped through, or the result of a method that reads a slot. It is the operand of a later
/// <see cref="ValidatesAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class SnapshotAttribute : Attribute;
