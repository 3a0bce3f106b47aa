using KernelMm.Locking;

namespace KernelMm.Rmap;

/// <summary>
/// What anonymous pages belong to instead of a file: it knows every mapping that one of them may be in. The pages that a process
/// makes after a fork belong to its own; all that came of one another have one root, whose lock is the lock of all. In Linux:
/// <c>struct anon_vma</c>.
/// </summary>
public sealed class AnonVma
{
    private readonly Machine _machine;
    private int _refCount = 1;

    internal AnonVma(Machine machine, AnonVma? parent)
    {
        _machine = machine;
        Parent = parent ?? this;
        Root = parent?.Root ?? this;
        Rwsem = parent is null ? new RwSemaphore(machine, "anon_vma") : Root.Rwsem;
        Id = machine.Mappings.Add(this);
        if (parent is not null)
        {
            Root.Get();
        }
    }

    /// <summary>The first of those that came of one another. In Linux: <c>root</c>.</summary>
    public AnonVma Root { get; }

    /// <summary>The one of the process that was forked; of the first, itself. In Linux: <c>parent</c>.</summary>
    public AnonVma Parent { get; }

    /// <summary>The lock of all that have the same root. In Linux: <c>root->rwsem</c>.</summary>
    public RwSemaphore Rwsem { get; }

    /// <summary>How many have this one for a parent, itself included where it is a root. In Linux: <c>num_children</c>.</summary>
    public int NumChildren { get; internal set; }

    /// <summary>How many mappings put their new pages here. In Linux: <c>num_active_vmas</c>.</summary>
    public int NumActiveVmas { get; internal set; }

    /// <summary>How many mappings one of its pages may be in. The lock is held.</summary>
    public int Mappings => Tree.Count;

    internal int Id { get; }

    /// <summary>The mappings, by what of it they have. In Linux: <c>rb_root</c>.</summary>
    internal IntervalTree<AnonVmaChain> Tree { get; } = new();

    internal void Get() => Atomic.Add(ref _refCount, 1);

    /// <summary>One more reference unless the last has gone. In Linux: <c>atomic_inc_not_zero</c>.</summary>
    internal bool TryGet()
    {
        int seen = Atomic.Read(ref _refCount);
        while (seen > 0)
        {
            int found = Atomic.CompareExchange(ref _refCount, seen + 1, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    /// <summary>One reference less; the last one frees it, and puts its root's. In Linux: <c>put_anon_vma</c>.</summary>
    internal void Put()
    {
        if (Atomic.Add(ref _refCount, -1) != 0)
        {
            return;
        }

        _machine.Mappings.Remove(Id);
        if (Root != this)
        {
            Root.Put();
        }
    }
}
