namespace KernelMm.Exploration.Engine;

/// <summary>A list whose memory is used again from one execution to the next.</summary>
internal sealed class Log<T>
    where T : struct
{
    private T[] _items = new T[64];

    public int Count { get; private set; }

    public ref T this[int index] => ref _items[index];

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = item;
    }

    public void Truncate(int count) => Count = count;
}
