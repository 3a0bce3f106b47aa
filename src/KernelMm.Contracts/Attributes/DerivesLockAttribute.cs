namespace KernelMm.Contracts;

/// <summary>
/// The method derives a table's lock from what the slot says now, which may be another table than the one mapped. Use the lock
/// that the mapping method hands out instead. In Linux: <c>pte_lockptr</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivesLockAttribute : Attribute;
