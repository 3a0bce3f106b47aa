using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Checks;

/// <summary>Which locks each actor holds, and whether it was right to take them in that order.</summary>
internal sealed class HeldLocks
{
    private readonly List<Held>[] _held;
    private readonly LockOrder _order = new();

    public HeldLocks(int actors) => _held = [.. Enumerable.Range(0, actors).Select(_ => new List<Held>())];

    public void Clear()
    {
        foreach (List<Held> held in _held)
        {
            held.Clear();
        }

        _order.Clear();
    }

    public int CountOf(int actor) => _held[actor].Count;

    /// <summary>One more lock is held.</summary>
    /// <returns>What is wrong with that, or null.</returns>
    public (string Name, string Message)? Add(int actor, int number, SharedObject target, int nesting, bool tried, bool shared)
    {
        Held taken = new(number, target, new LockClass(LinuxLockOrder.KindOf(target.Kind, shared), nesting), shared);
        (string, string)? wrong = null;
        foreach (Held outer in _held[actor])
        {
            wrong ??= tried ? null : Judge(actor, outer, taken);
        }

        _held[actor].Add(taken);
        return wrong;
    }

    /// <summary>One lock less is held.</summary>
    public void Remove(int actor, int number)
    {
        int place = _held[actor].FindLastIndex(held => held.Number == number);
        if (place >= 0)
        {
            _held[actor].RemoveAt(place);
        }
    }

    /// <summary>The actor that holds a lock alone or with others, or -1.</summary>
    public int HolderOf(int number) => Array.FindIndex(_held, held => held.Exists(one => one.Number == number));

    /// <summary>What an actor holds, for people.</summary>
    public string Describe(int actor, ObjectTable objects) =>
        string.Join(", ", _held[actor].Select(held => Objects.Describe(objects[held.Number])));

    private (string Name, string Message)? Judge(int actor, Held outer, Held inner)
    {
        string message = $"takes {Objects.Describe(inner.Target)} ({inner.Class}) while it holds {Objects.Describe(outer.Target)} ({outer.Class})";
        bool isTwice = outer.Class == inner.Class || (outer.Target.Kind == inner.Target.Kind && LinuxLockOrder.IsOfATable(inner.Target.Kind));
        if (isTwice && outer.Number != inner.Number)
        {
            // Two of one level are lawful by rising address, or where the whole address space is shut out.
            bool alone = _held[actor].Exists(held => held.Target.Kind == LinuxLockOrder.MmapLock && !held.IsShared);
            return alone || inner.Target.Id > outer.Target.Id ? null : ($"{inner.Class} twice", message + ", another of its class and level.");
        }

        if (!LinuxLockOrder.Allows(outer.Class.Kind, inner.Class.Kind))
        {
            return ($"{inner.Class} inside {outer.Class}", message + "; the order of mm/rmap.c and mm/filemap.c is the other way round.");
        }

        return outer.Class != inner.Class && _order.Contradicts(outer.Class, inner.Class)
            ? ($"{inner.Class} inside {outer.Class}", message + "; they were taken the other way round before.")
            : null;
    }

    private readonly record struct Held(int Number, SharedObject Target, LockClass Class, bool IsShared);
}
