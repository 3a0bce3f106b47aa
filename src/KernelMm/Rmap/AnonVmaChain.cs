namespace KernelMm.Rmap;

/// <summary>That a mapping may hold pages of an <see cref="AnonVma"/>. In Linux: <c>struct anon_vma_chain</c>.</summary>
public sealed class AnonVmaChain
{
}
