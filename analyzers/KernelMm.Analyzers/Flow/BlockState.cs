namespace KernelMm.Analyzers.Flow;

/// <summary>
/// All that may arrive at one block. Paths are kept apart while they are few; past the bound those that agree on every mapping
/// become one, and past it again all do. The detail only ever falls and within each detail a state only ever grows, so the fix-point is reached
/// whatever the method looks like.
/// </summary>
internal sealed class BlockState
{
    /// <summary>Enough for five independent conditions that a method asks twice; ordinary methods need fewer than eight.</summary>
    public const int MostPaths = 32;

    private readonly List<PathState> _paths = [];
    private readonly HashSet<PathState> _fresh = [];
    private Detail _detail = Detail.EachPath;

    private enum Detail
    {
        EachPath,
        EachOutcome,
        One,
    }

    public IReadOnlyList<PathState> Paths => _paths;

    /// <summary>Whether paths that disagree about a mapping had to become one here.</summary>
    public bool IsCoarse => _detail == Detail.One;

    /// <summary>The paths that came or changed since the last call.</summary>
    public IReadOnlyList<PathState> TakeFresh()
    {
        var fresh = _paths.Where(_fresh.Contains).ToList();
        _fresh.Clear();
        return fresh;
    }

    /// <summary>Adds a path. Whether anything new came of it.</summary>
    public bool Add(PathState path)
    {
        var changed = Insert(path);
        while (_paths.Count > MostPaths)
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

        if (_detail != Detail.EachPath)
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
        Equals(known.Leaving, path.Leaving) && (_detail == Detail.One || known.SameSites(path));

    private bool Note(PathState path, bool changed)
    {
        if (changed)
        {
            _fresh.Add(path);
        }

        return changed;
    }

    private void Rebuild()
    {
        var paths = _paths.ToList();
        _paths.Clear();
        _fresh.Clear();
        foreach (var path in paths)
        {
            Insert(path);
        }
    }
}
