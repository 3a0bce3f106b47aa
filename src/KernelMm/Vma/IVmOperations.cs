using KernelMm.Faults;

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

    /// <summary>Whether it has pages at all. In Linux: whether there is a <c>vm_ops->fault</c>.</summary>
    bool HasFault => false;

    /// <summary>Whether a fault may come with nothing but the mapping's lock held. In Linux: whether there is a <c>vm_ops->map_pages</c>.</summary>
    bool MayFaultUnderVmaLock => false;

    /// <summary>Whether it wants to hear of the first write to a page. In Linux: whether there is a <c>vm_ops->page_mkwrite</c>.</summary>
    bool HasPageMkwrite => false;

    /// <summary>
    /// Finds the page of a fault, with a reference that is the caller's, in <see cref="VmFault.Folio"/>. In Linux: <c>vm_ops->fault</c>.
    /// </summary>
    /// <param name="vmf">The fault.</param>
    /// <returns><see cref="FaultResult.Locked"/> where the page comes locked, nothing where not; or why there is none.</returns>
    [MaySleep]
    FaultResult Fault(ref VmFault vmf) => FaultResult.Sigbus;

    /// <summary>
    /// Hears that a page of a shared mapping is about to be writable. No table's lock is held. In Linux: <c>vm_ops->page_mkwrite</c>.
    /// </summary>
    /// <param name="vmf">The fault, with the page.</param>
    /// <returns><see cref="FaultResult.Locked"/> where the page comes locked; or why it cannot be.</returns>
    [MaySleep]
    FaultResult PageMkwrite(ref VmFault vmf) => FaultResult.None;
}
