namespace KernelMm.Analyzers.Flow;

/// <summary>
/// All that may arrive at one block. Paths are kept apart while they are few. When they become many, first what nobody reads any
/// more is forgotten; then those that agree on every mapping become one; then all do. The detail only ever falls and within each detail a state only ever grows, so the fix-point is reached
/// whatever the method looks like.
/// </summary>
internal sealed class BlockState(Liveness liveness, int block)
{
    /// <summary>Enough for five independent conditions that a method asks twice; ordinary methods need fewer than eight.</summary>
    public const int MostPaths = 32;

    // Forgetting costs a look at every variable; below this, a few paths more cost less.
    private const int Few = 4;

    private readonly List<PathState> _paths = [];
    private Detail _detail = Detail.EachPath;

    private enum Detail
    {
        EachPath,
        EachLivePath,
        EachOutcome,
        One,
    }

    /// <summary>To be read only.</summary>
    public List<PathState> Paths => _paths;

    /// <summary>Copies of the paths that came or changed since the last call.</summary>
    public void TakeFresh(List<PathState> into)
    {
        foreach (var path in _paths)
        {
            if (path.IsFresh)
            {
                path.IsFresh = false;
                into.Add(path.Copy());
            }
        }
    }

    /// <summary>Adds a path. Whether anything new came of it.</summary>
    public bool Add(PathState path)
    {
        if (_detail != Detail.EachPath)
        {
            liveness.Prune(path, block);
        }

        var changed = Insert(path);
        while (_paths.Count > (_detail == Detail.EachPath ? Few : MostPaths))
        {
            _detail++;
            Rebuild();
        }

        return changed;
    }

    private bool Insert(PathState path)
    {
        foreach (var known in _paths)
        {
            if (known.SameShape(path))
            {
                return Note(known, PathJoin.WidenOffsets(known, path));
            }
        }

        if (_detail >= Detail.EachOutcome)
        {
            foreach (var known in _paths)
            {
                if (MayJoin(known, path))
                {
                    return Note(known, PathJoin.Merge(known, path));
                }
            }
        }

        _paths.Add(path);
        return Note(path, true);
    }

    private bool MayJoin(PathState known, PathState path) =>
        Equals(known.Leaving, path.Leaving) && known.Failed == path.Failed && (_detail == Detail.One || known.SameFates(path));

    private static bool Note(PathState path, bool changed)
    {
        path.IsFresh |= changed;
        return changed;
    }

    private void Rebuild()
    {
        var paths = _paths.ToList();
        _paths.Clear();
        foreach (var path in paths)
        {
            liveness.Prune(path, block);
            Insert(path);
        }
    }
}
