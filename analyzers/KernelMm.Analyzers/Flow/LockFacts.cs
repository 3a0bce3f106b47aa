namespace KernelMm.Analyzers.Flow;

/// <summary>
/// What one method does with locks beyond what its paths can follow. Only grows while the paths are followed, and is read after
/// that: where a lock may be known by another name, nothing is claimed of it.
/// </summary>
internal sealed class LockFacts
{
    private readonly HashSet<int> _handedOn = [];
    private readonly HashSet<int> _compared = [];

    /// <summary>Some lock is taken that the engine cannot name: it may be any.</summary>
    public bool SomeTakenBlindly { get; set; }

    public void HandOn(int site) => _handedOn.Add(site);

    public void Compare(int one, int other)
    {
        _compared.Add(one);
        _compared.Add(other);
    }

    /// <summary>Whether only this method's own text can take or give back the lock of this mapping.</summary>
    public bool IsFollowed(int site) => !SomeTakenBlindly && !_handedOn.Contains(site);

    /// <summary>Whether the method asks if this lock is the same as another: then it may be held under that one's name.</summary>
    public bool MayBeAnother(int site) => _compared.Contains(site);
}
