using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm;

/// <summary>
/// The mappings of an address space in the order of their addresses. A tree that never changes stands behind one published
/// reference, so that readers lock nothing: in an RCU section, or with the address space's lock, they see it as it was at one
/// moment. Writers hold the lock for writing and publish another tree. In Linux: <c>mm->mm_mt</c>, a maple tree.
/// </summary>
/// <remarks>
/// The ranges in the tree are its own, as in Linux: a mapping whose bounds change must be stored anew, and who looks without a
/// lock checks the mapping's bounds afterwards.
/// </remarks>
internal sealed class VmaTree(Machine machine, MmapLock mmapLock, ulong id)
{
    private const string Kind = "mm_mt";

    private VmaNode? _root;

    /// <summary>The tree as it is now.</summary>
    /// <exception cref="Oops">Nothing keeps what is in it from being freed.</exception>
    public VmaNode? Root
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            TaskState current = machine.Tasks.Current;
            if (current.RcuDepth == 0 && !mmapLock.IsLocked)
            {
                throw IsUnprotected(current);
            }

            return Snapshot();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops IsUnprotected(TaskState current) =>
        new($"Task {current.Id} looks for a mapping outside of an RCU section and with nobody holding mmap_lock.", current.Id);

    /// <summary>The tree as it is now, for who only lists it.</summary>
    public VmaNode? Snapshot()
    {
        Points.Before(SharedOperation.Read, Kind, id);
        return Atomic.Read(ref _root);
    }

    /// <summary>The mapping that an address is in; null where it is in none. In Linux: <c>mas_walk</c>, <c>vma_lookup</c>.</summary>
    public Vma? Walk(VirtualAddress address)
    {
        VmaNode? found = VmaSearch.Find(Root, address.Value);
        return found is not null && found.Start <= address.Value ? found.Vma : null;
    }

    /// <summary>The first mapping that ends above an address; null where none does. In Linux: <c>find_vma</c>.</summary>
    public Vma? Find(VirtualAddress address) => VmaSearch.Find(Root, address.Value)?.Vma;

    /// <summary>The last mapping that begins below an address; null where none does. In Linux: <c>mas_prev</c>.</summary>
    public Vma? Prev(VirtualAddress address) => VmaSearch.Prev(Root, address.Value)?.Vma;

    /// <summary>The mapping after one that is in the tree; null where it is the last. In Linux: <c>vma_next</c>.</summary>
    public Vma? Next(Vma vma) => Find(vma.End);

    /// <summary>Gives a mapping its whole range, whatever was there before. In Linux: <c>vma_iter_store</c>.</summary>
    public void Store(Vma vma)
    {
        ulong start = vma.Start.Value;
        ulong end = vma.End.Value;
        VmaNode? root = _root;
        VmaNode stored = new(null, start, end, vma, null);
        Publish(VmaNodes.Join(VmaNodes.Below(root, start), stored, VmaNodes.From(root, end)));
        vma.Detached = false;
    }

    /// <summary>Takes everything out of a range; mappings that reach over its ends keep what is outside. In Linux: <c>vma_iter_clear</c>.</summary>
    public void Clear(VirtualAddress start, VirtualAddress end)
    {
        VmaNode? root = _root;
        Publish(VmaNodes.Join(VmaNodes.Below(root, start.Value), VmaNodes.From(root, end.Value)));
    }

    private void Publish(VmaNode? root)
    {
        if (!mmapLock.IsWriteHeld)
        {
            int id = machine.CurrentTask;
            throw new Oops($"Task {id} changes the mappings of an address space without holding its mmap_lock for writing.", id);
        }

        Points.Before(SharedOperation.Write, Kind, id);
        Atomic.Write(ref _root, root);
    }
}
