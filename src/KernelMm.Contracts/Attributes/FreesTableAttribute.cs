namespace KernelMm.Contracts;

/// <summary>
/// The method frees a page table at once: right for one that was never in a slot, a mistake for one that was just taken out, which
/// readers may still look at. In Linux: <c>pte_free</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreesTableAttribute : Attribute;
