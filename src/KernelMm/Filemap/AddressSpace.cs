namespace KernelMm.Filemap;

/// <summary>The pages of something that can be mapped by many: here, shared anonymous memory. In Linux: <c>struct address_space</c>.</summary>
public sealed class AddressSpace
{
}
