namespace KernelMm.Contracts;

/// <summary>
/// The value may be null (its <c>IsNull</c> is true, or it is a null reference) and means nothing then: it must be tested before
/// it is used in any other way, and may not be thrown away untested. On a return value or an <c>out</c> parameter.
/// </summary>
/// <remarks>Series "allow pte_offset_map[_lock]() to fail", patch 4 (Linux 6.5, commit 0d940a9b270b).</remarks>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class MayFailAttribute : Attribute;
