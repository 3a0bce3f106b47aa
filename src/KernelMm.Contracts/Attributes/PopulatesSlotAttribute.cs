namespace KernelMm.Contracts;

/// <summary>
/// The method's success says only that the slot was not none for an instant, not that there is a table now: the map that follows
/// may fail all the same. In Linux: <c>pte_alloc</c>. On a parameter: the table that the method puts into the slot, which has to be
/// there; that none was needed a moment ago says nothing. In Linux: <c>pmd_install</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class PopulatesSlotAttribute : Attribute;
