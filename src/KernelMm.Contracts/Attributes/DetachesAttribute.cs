namespace KernelMm.Contracts;

/// <summary>
/// The method takes a page table out of its slot. What follows is owed in this order: flush the TLB
/// (<see cref="DetachStep.FlushTlb"/>), wait out two-word readers (<see cref="DetachStep.Synchronize"/>), uncount it
/// (<see cref="DetachStep.Uncount"/>), free it by RCU (<see cref="DetachStep.FreeByRcu"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DetachesAttribute : Attribute;
