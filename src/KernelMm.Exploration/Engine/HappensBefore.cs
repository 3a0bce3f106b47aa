using System.Numerics;

namespace KernelMm.Exploration.Engine;

/// <summary>
/// Which step of an execution must come before which: each actor's own steps in their order, and conflicting operations on one
/// object in the order in which they came. Executions that agree in it are one class: whatever holds in one holds in the others.
/// </summary>
internal sealed class HappensBefore(int actors, ObjectTable objects)
{
    private readonly Log<Event> _events = new();
    private readonly Log<int> _clocks = new();
    private readonly Log<Access> _accesses = new();
    private readonly int[] _own = new int[actors];
    private readonly int[] _lastEvent = new int[actors];
    private int[] _lastAccess = [];
    private ulong _class;

    /// <summary>How many steps there are.</summary>
    public int Count => _events.Count;

    /// <summary>A number for the execution's class: equal for executions of one class, and different for others but for a collision of 64 bits.</summary>
    public ulong Class => _class;

    public void Clear()
    {
        _events.Truncate(0);
        _clocks.Truncate(0);
        _accesses.Truncate(0);
        Array.Clear(_own);
        Array.Fill(_lastEvent, -1);
        if (_lastAccess.Length < objects.Count)
        {
            Array.Resize(ref _lastAccess, Math.Max(objects.Count, 16));
        }

        Array.Fill(_lastAccess, -1);
        _class = 0;
    }

    public Step StepOf(int index) => _events[index].Step;

    /// <summary>The step's place among its actor's own, from 1.</summary>
    public int PlaceOf(int index) => _events[index].Place;

    /// <summary>How many steps of each actor come before this one or are it.</summary>
    public ReadOnlySpan<int> ClockOf(int index) => _clocks.Items.Slice(index * actors, actors);

    /// <summary>The last step of an actor, or -1.</summary>
    public int LastOf(int actor) => _lastEvent[actor];

    /// <summary>The newest access to an object or to another of its group, or -1; the older ones hang on it.</summary>
    public int NewestAccess(int target) => objects.GroupOf(target) is var group && group < _lastAccess.Length ? _lastAccess[group] : -1;

    /// <summary>Whether the order of an access and of an operation on an object of the same group can matter.</summary>
    public bool Conflicts(Access access, SharedOperation operation, int target) =>
        Operations.Conflict(access.Operation, operation) && objects.Meet(access.Target, target);

    public Access AccessAt(int access) => _accesses[access];

    /// <summary>The next step.</summary>
    public void Add(Step step)
    {
        int index = _events.Count;
        int place = ++_own[step.Actor];
        _events.Add(new Event(step, place));
        int previous = _lastEvent[step.Actor];
        for (int actor = 0; actor < actors; actor++)
        {
            _clocks.Add(previous < 0 ? 0 : _clocks[(previous * actors) + actor]);
        }

        _clocks[(index * actors) + step.Actor] = place;
        _lastEvent[step.Actor] = index;
        Touch(index, step.Operation, step.Target);
    }

    /// <summary>Something else that the last step did: it woke who waits for this.</summary>
    public void AddWake(int target) => Touch(_events.Count - 1, SharedOperation.Write, target);

    /// <summary>Ends the last step.</summary>
    /// <param name="answers">What was answered in it, as one number.</param>
    public void Seal(ulong answers)
    {
        int last = _events.Count - 1;
        _class += Hash(_events[last].Step, answers, ClockOf(last));
    }

    private void Touch(int index, SharedOperation operation, int target)
    {
        int group = objects.GroupOf(target);
        if (group >= _lastAccess.Length)
        {
            int known = _lastAccess.Length;
            Array.Resize(ref _lastAccess, Math.Max(group + 1, known * 2));
            Array.Fill(_lastAccess, -1, known, _lastAccess.Length - known);
        }

        for (int access = _lastAccess[group]; access >= 0; access = _accesses[access].Older)
        {
            if (Conflicts(_accesses[access], operation, target))
            {
                Join(index, _accesses[access].Event);
                if (Orders(_accesses[access].Operation) && (_accesses[access].Target == target || objects.IsWhole(_accesses[access].Target)))
                {
                    break;
                }
            }
        }

        _accesses.Add(new Access(index, operation, target, _lastAccess[group]));
        _lastAccess[group] = _accesses.Count - 1;
    }

    // It conflicts with every operation, so whatever is older already comes before it.
    private static bool Orders(SharedOperation operation) =>
        operation is SharedOperation.Write or SharedOperation.ReadModifyWrite or SharedOperation.Acquire or SharedOperation.TryAcquire
            or SharedOperation.Release;

    private void Join(int index, int earlier)
    {
        for (int actor = 0; actor < actors; actor++)
        {
            ref int mine = ref _clocks[(index * actors) + actor];
            mine = Math.Max(mine, _clocks[(earlier * actors) + actor]);
        }
    }

    // A sum does not mind the order of what it adds up; the clocks hold all of the order that counts.
    private static ulong Hash(Step step, ulong answers, ReadOnlySpan<int> clock)
    {
        ulong hash = Mix(answers + ((ulong)step.Target << 16) + ((ulong)step.Operation << 8) + (ulong)step.Actor);
        foreach (int count in clock)
        {
            hash = Mix(BitOperations.RotateLeft(hash, 5) ^ (ulong)count);
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value + 0x9E37_79B9_7F4A_7C15) * 0xBF58_476D_1CE4_E5B9;
        return value ^ (value >> 29);
    }

    /// <summary>One touch of an object by a step.</summary>
    internal readonly record struct Access(int Event, SharedOperation Operation, int Target, int Older);

    private readonly record struct Event(Step Step, int Place);
}
