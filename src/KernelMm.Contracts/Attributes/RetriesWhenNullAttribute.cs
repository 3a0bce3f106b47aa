namespace KernelMm.Contracts;

/// <summary>
/// The caller of this method comes back to the same entry when the method asks for it, so that asking is the fitting answer to a
/// map that failed. On a page walk's callbacks.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Delegate | AttributeTargets.Property)]
public sealed class RetriesWhenNullAttribute : Attribute;
