using KernelMm.Fork;

namespace KernelMm;

/// <content>Beginning and end.</content>
public readonly partial struct Mm
{
    /// <summary>
    /// A child's address space: private pages are shared until one of the two writes, shared ones stay shared. In Linux: <c>dup_mm</c>
    /// of a <c>fork</c>.
    /// </summary>
    /// <param name="child">The child's; this one where it failed.</param>
    /// <returns>
    /// <see cref="Errno.Nomem"/> where no memory is left, <see cref="Errno.Intr"/> where the task was killed while it waited; nothing has changed then but
    /// that pages which were writable may fault once.
    /// </returns>
    [MaySleep]
    public Errno Fork(out Mm child) => Forking.DupMm(this, out child);

    /// <summary>
    /// One user less. The last one's leaving empties the address space and frees its tables, so no CPU may have it loaded any
    /// more. In Linux: <c>mmput</c>.
    /// </summary>
    [MaySleep]
    public void Put() => Exiting.Mmput(this);
}
