namespace KernelMm.Contracts;

/// <summary>
/// The method may sleep: it must not be called while something is mapped, a spinlock is held, or interrupts are off.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Delegate)]
public sealed class MaySleepAttribute : Attribute;
