namespace KernelMm.Contracts;

/// <summary>
/// The method takes the lock named by this argument; the caller must not hold it yet. Where the method answers with a
/// <see cref="bool"/>, only the answer <see langword="true"/> means that the lock is held.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LocksAttribute : Attribute;
