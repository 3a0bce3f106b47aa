namespace KernelMm;

/// <summary>What is behind a mapping that is not private anonymous memory. In Linux: <c>struct vm_operations_struct</c>.</summary>
public interface IVmOperations
{
    /// <summary>One more mapping of it: a piece that was split off, or a child's. In Linux: <c>vm_ops->open</c>.</summary>
    void Open(Vma vma)
    {
    }

    /// <summary>One mapping less. In Linux: <c>vm_ops->close</c>.</summary>
    void Close(Vma vma)
    {
    }
}
