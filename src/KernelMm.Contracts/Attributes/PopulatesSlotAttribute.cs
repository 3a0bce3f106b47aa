namespace KernelMm.Contracts;

/// <summary>
/// The method's success says only that the slot was not none for an instant, not that there is a table now: the map that follows
/// may fail all the same. In Linux: <c>pte_alloc</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PopulatesSlotAttribute : Attribute;
