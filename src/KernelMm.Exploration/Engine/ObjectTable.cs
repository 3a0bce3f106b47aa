using System.Runtime.InteropServices;

namespace KernelMm.Exploration.Engine;

/// <summary>
/// Small numbers for shared objects. It outlives an execution, so that one object has one number in all of them; a scenario names
/// the same objects each time, so the table stops growing.
/// </summary>
internal sealed class ObjectTable
{
    private readonly List<SharedObject> _objects = [];
    private readonly List<int> _groups = [];
    private readonly Dictionary<ulong, int> _groupOfRegion = [];
    private int[] _slots = NewSlots(64);

    /// <summary>How many objects have a number.</summary>
    public int Count => _objects.Count;

    /// <summary>The object with this number.</summary>
    public SharedObject this[int number] => _objects[number];

    /// <summary>A number that the parts of one region and the whole of it have in common, and nothing else.</summary>
    public int GroupOf(int number) => _groups[number];

    /// <summary>Whether two objects of one group are the same, or one of them the whole of which the other is a part.</summary>
    public bool Meet(int one, int other) => one == other || IsWhole(one) || IsWhole(other);

    /// <summary>Whether it stands for all objects of its group.</summary>
    public bool IsWhole(int number) => _groupOfRegion.Count != 0 && _objects[number].Kind == SharedObject.WholeKind;

    /// <summary>The object's number, a new one where it has none yet.</summary>
    public int NumberOf(SharedObject target)
    {
        int mask = _slots.Length - 1;
        for (int slot = Hash(target) & mask; ; slot = (slot + 1) & mask)
        {
            int number = _slots[slot];
            if (number < 0)
            {
                return Add(target, slot);
            }

            SharedObject known = CollectionsMarshal.AsSpan(_objects)[number];
            if (known.Id == target.Id && (ReferenceEquals(known.Kind, target.Kind) || known.Kind == target.Kind))
            {
                return number;
            }
        }
    }

    private int Add(SharedObject target, int slot)
    {
        int number = _objects.Count;
        _objects.Add(target);
        _groups.Add(target.Region == 0 ? number : GroupOfRegion(target.Region, number));
        _slots[slot] = number;
        if (_objects.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return number;
    }

    private int GroupOfRegion(ulong region, int number)
    {
        if (!_groupOfRegion.TryGetValue(region, out int group))
        {
            _groupOfRegion.Add(region, group = number);
        }

        return group;
    }

    private void Grow()
    {
        _slots = NewSlots(_slots.Length * 2);
        int mask = _slots.Length - 1;
        for (int number = 0; number < _objects.Count; number++)
        {
            int slot = Hash(_objects[number]) & mask;
            while (_slots[slot] >= 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = number;
        }
    }

    // The whole of Kind is not read: its length and its ends tell kinds apart well enough, and this runs at every point.
    private static int Hash(SharedObject target)
    {
        string kind = target.Kind;
        uint kindHash = kind.Length == 0 ? 0 : ((uint)kind.Length * 31) + ((uint)kind[0] * 17) + kind[^1];
        return (int)(((target.Id + kindHash) * 0x9E37_79B9_7F4A_7C15) >> 33);
    }

    private static int[] NewSlots(int count)
    {
        int[] slots = new int[count];
        Array.Fill(slots, -1);
        return slots;
    }
}
