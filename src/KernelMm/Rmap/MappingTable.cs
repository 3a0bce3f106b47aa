namespace KernelMm.Rmap;

/// <summary>
/// What folios belong to, by number: a frame's metadata is flat memory and cannot refer to an object. A number is used again, so
/// that who looks without a lock looks again afterwards, as with the kernel's type-stable slab.
/// </summary>
internal sealed class MappingTable
{
    private readonly Stack<int> _free = new();
    private object?[] _objects = new object?[16];
    private int _count = 1;

    /// <summary>What has this number; null where nothing has.</summary>
    public object? this[int id] => Published[id];

    /// <summary>Gives something a number, from 1.</summary>
    public int Add(object mapping)
    {
        lock (_free)
        {
            int id = _free.Count > 0 ? _free.Pop() : _count++;
            object?[] objects = id == _objects.Length ? [.. _objects, .. new object?[id]] : _objects;
            objects[id] = mapping;
            Locking.Atomic.Write(ref _objects!, objects);
            return id;
        }
    }

    /// <summary>Takes a number back.</summary>
    public void Remove(int id)
    {
        lock (_free)
        {
            _objects[id] = null;
            _free.Push(id);
        }
    }

    public void Reset()
    {
        _free.Clear();
        Array.Clear(_objects);
        _count = 1;
    }

    private object?[] Published => Locking.Atomic.Read<object?[]>(ref _objects!)!;
}
