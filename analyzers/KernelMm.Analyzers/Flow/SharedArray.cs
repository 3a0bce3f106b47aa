namespace KernelMm.Analyzers.Flow;

/// <summary>
/// An array that grows as it is written to, and whose copies share every part that neither of them has written to since. A path is
/// copied wherever control parts and changes in a few places only, so that copying and comparing must not cost what the method is long.
/// </summary>
internal sealed class SharedArray<T>
{
    private const int Size = 16;

    private Part?[] _parts = [];

    // Only what carries this token may be written to in place.
    private object _token = new();

    /// <summary>Past the last place that may hold anything.</summary>
    public int Length => _parts.Length * Size;

    public SharedArray<T> Copy()
    {
        _token = new object();
        return new SharedArray<T> { _parts = (Part?[])_parts.Clone() };
    }

    public T? At(int index) => index < Length && _parts[index / Size] is { } part ? part.Items[index % Size] : default;

    /// <summary>Puts something there; what is blank is as if nothing had ever been put there.</summary>
    public void Put(int index, T? value, bool isBlank)
    {
        var at = index / Size;
        if (isBlank && (at >= _parts.Length || _parts[at] is null))
        {
            return;
        }

        if (at >= _parts.Length)
        {
            Array.Resize(ref _parts, at + 1);
        }

        var part = Own(at);
        var bit = 1 << (index % Size);
        part.Used = isBlank ? part.Used & ~bit : part.Used | bit;
        part.Items[index % Size] = value;
        if (part.Used == 0)
        {
            _parts[at] = null;
        }
    }

    /// <summary>The next place behind this one that is not blank; -1 where there is none.</summary>
    public int Next(int index)
    {
        for (index++; index < Length; index++)
        {
            if (_parts[index / Size] is not { } part)
            {
                index |= Size - 1;
            }
            else if ((part.Used & (1 << (index % Size))) != 0)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Whether both hold the same. What they share is not looked at.</summary>
    public bool SameAs(SharedArray<T> other, Func<T?, T?, bool> same)
    {
        for (var at = Math.Max(_parts.Length, other._parts.Length) - 1; at >= 0; at--)
        {
            var (mine, theirs) = (PartAt(at), other.PartAt(at));
            if (!ReferenceEquals(mine, theirs) && !Same(mine, theirs, same))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(Part? mine, Part? theirs, Func<T?, T?, bool> same)
    {
        for (var i = 0; i < Size; i++)
        {
            if (!same(mine is null ? default : mine.Items[i], theirs is null ? default : theirs.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private Part? PartAt(int at) => at < _parts.Length ? _parts[at] : null;

    private Part Own(int at)
    {
        var part = _parts[at];
        return part?.Owner == _token ? part : _parts[at] = new Part(_token, part);
    }

    private sealed class Part(object owner, Part? from)
    {
        public object Owner { get; } = owner;

        public T?[] Items { get; } = from is null ? new T?[Size] : (T?[])from.Items.Clone();

        public int Used { get; set; } = from?.Used ?? 0;
    }
}
