namespace KernelMm.Contracts;

/// <summary>
/// What keeps a slot itself from going away while it is mapped through. On a method that acquires a resource: that resource does
/// (the mmap, VMA and rmap locks; interrupts off). On a parameter: the caller vouches for the slot passed here. On a type: a
/// walker's callbacks, whose walker holds such a lock.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class ProtectsSlotAttribute : Attribute;
