namespace KernelMm.Analyzers.Flow;

/// <summary>The blocks that have to be walked, each once, the first of the method first: a loop is then left when it is settled.</summary>
internal sealed class WorkList(int blocks)
{
    private readonly bool[] _waiting = new bool[blocks];
    private int _first = blocks;

    public void Add(int block)
    {
        _waiting[block] = true;
        _first = Math.Min(_first, block);
    }

    public bool TryTake(out int block)
    {
        block = _first;
        while (block < _waiting.Length && !_waiting[block])
        {
            block++;
        }

        _first = block;
        if (block == _waiting.Length)
        {
            return false;
        }

        _waiting[block] = false;
        return true;
    }
}
