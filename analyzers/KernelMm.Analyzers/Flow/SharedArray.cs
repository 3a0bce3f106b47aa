namespace KernelMm.Analyzers.Flow;

/// <summary>
/// An array that grows as it is written to, and whose copies share every part that neither of them has written to since. A path is
/// copied wherever control parts and changes in a few places only, so that copying and comparing must not cost what the method is long.
/// </summary>
/// <remarks>
/// Copied as any value is. A writer brings the stamp of the path that it writes for; what carries another stamp is shared, and is
/// copied before it is written to. So both paths need a new stamp when one is made of the other.
/// </remarks>
internal struct SharedArray<T>
{
    private const int Size = 8;

    private Part?[]? _parts;
    private long _stamp;

    /// <summary>Past the last place that may hold anything.</summary>
    public readonly int Length => _parts is null ? 0 : _parts.Length * Size;

    public readonly T? At(int index) => PartAt(index / Size) is { } part ? part.Items[index % Size] : default;

    /// <summary>Puts something there; what is blank is as if nothing had ever been put there.</summary>
    public void Put(int index, T? value, bool isBlank, long stamp)
    {
        var at = index / Size;
        if (isBlank && PartAt(at) is null)
        {
            return;
        }

        var part = Own(at, stamp);
        var bit = 1 << (index % Size);
        part.Used = isBlank ? part.Used & ~bit : part.Used | bit;
        part.Items[index % Size] = value;
        if (part.Used == 0)
        {
            _parts![at] = null;
        }
    }

    /// <summary>The next place behind this one that is not blank; -1 where there is none.</summary>
    public readonly int Next(int index)
    {
        var length = Length;
        for (index++; index < length; index++)
        {
            if (_parts![index / Size] is not { } part)
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
    public readonly bool SameAs(in SharedArray<T> other, Func<T?, T?, bool> same)
    {
        if (ReferenceEquals(_parts, other._parts))
        {
            return true;
        }

        for (var at = Math.Max(_parts?.Length ?? 0, other._parts?.Length ?? 0) - 1; at >= 0; at--)
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
        var used = (mine?.Used ?? 0) | (theirs?.Used ?? 0);
        for (var i = 0; i < Size; i++)
        {
            if ((used & (1 << i)) != 0 && !same(mine is null ? default : mine.Items[i], theirs is null ? default : theirs.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private readonly Part? PartAt(int at) => _parts is { } parts && at < parts.Length ? parts[at] : null;

    private Part Own(int at, long stamp)
    {
        if (_parts is null || _stamp != stamp || at >= _parts.Length)
        {
            var parts = new Part?[Math.Max(at + 1, _parts?.Length ?? 0)];
            _parts?.CopyTo(parts, 0);
            (_parts, _stamp) = (parts, stamp);
        }

        var part = _parts[at];
        return part?.Stamp == stamp ? part : _parts[at] = new Part(stamp, part);
    }

    private sealed class Part(long stamp, Part? from)
    {
        public long Stamp { get; } = stamp;

        public T?[] Items { get; } = Copy(from?.Items);

        public int Used { get; set; } = from?.Used ?? 0;

        // Array.Clone goes through the runtime, which takes longer than the copy itself.
        private static T?[] Copy(T?[]? items)
        {
            var copy = new T?[Size];
            if (items is not null)
            {
                Array.Copy(items, copy, Size);
            }

            return copy;
        }
    }
}
