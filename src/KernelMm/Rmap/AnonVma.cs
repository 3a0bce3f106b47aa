namespace KernelMm.Rmap;

/// <summary>What anonymous pages of related mappings know of who may map them. In Linux: <c>struct anon_vma</c>.</summary>
public sealed class AnonVma
{
}
