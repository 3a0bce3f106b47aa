namespace KernelMm.Contracts;

/// <summary>
/// The method gives back the lock named by this argument, which the caller holds. What was established under the lock is no
/// longer known afterwards.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnlocksAttribute : Attribute;
