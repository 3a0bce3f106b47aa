namespace KernelMm.Analyzers.Flow;

/// <summary>A set of small numbers, in as many words as its largest one needs.</summary>
internal sealed class BitSet
{
    private const int WordBits = 64;

    private ulong[] _words = [];

    public bool Contains(int number) =>
        number / WordBits < _words.Length && (_words[number / WordBits] & (1UL << (number % WordBits))) != 0;

    public void Add(int number)
    {
        Reserve((number / WordBits) + 1);
        _words[number / WordBits] |= 1UL << (number % WordBits);
    }

    /// <summary>Takes in what is in <paramref name="other"/> and not in <paramref name="except"/>. Whether anything was new.</summary>
    public bool UnionWithout(BitSet other, BitSet except)
    {
        Reserve(other._words.Length);
        var changed = false;
        for (var i = 0; i < other._words.Length; i++)
        {
            var more = other._words[i] & ~(i < except._words.Length ? except._words[i] : 0) & ~_words[i];
            _words[i] |= more;
            changed |= more != 0;
        }

        return changed;
    }

    private void Reserve(int words)
    {
        if (_words.Length < words)
        {
            Array.Resize(ref _words, words);
        }
    }
}
