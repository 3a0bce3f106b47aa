namespace KernelMm.Rmap;

/// <summary>
/// Ranges of pages, found by what they have in common with a range: a treap by where they begin, each node of which knows the
/// furthest end below it. Its priorities come from a sequence of its own, so that it has the same shape in every execution.
/// Its user holds the lock that protects it. In Linux: <c>lib/interval_tree.c</c>.
/// </summary>
internal sealed class IntervalTree<T>
{
    private IntervalNode<T>? _root;
    private uint _random = 1;
    private ulong _lastSequence;

    /// <summary>How many ranges there are.</summary>
    public int Count { get; private set; }

    /// <summary>One more range, which lasts until it is removed.</summary>
    /// <param name="node">Its node, in no tree.</param>
    /// <param name="first">Its first page.</param>
    /// <param name="last">Its last page.</param>
    public void Insert(IntervalNode<T> node, Pgoff first, Pgoff last)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        (node.First, node.Last, node.Priority, node.Sequence) = (first.Value, last.Value, _random, ++_lastSequence);
        (node.Left, node.Right) = (null, null);
        node.Update();
        (IntervalNode<T>? below, IntervalNode<T>? above) = Split(_root, node.First, node.Sequence);
        _root = Join(Join(below, node), above);
        Count++;
    }

    /// <summary>One range less.</summary>
    public void Remove(IntervalNode<T> node)
    {
        (IntervalNode<T>? below, IntervalNode<T>? rest) = Split(_root, node.First, node.Sequence);
        (_, IntervalNode<T>? above) = Split(rest, node.First, node.Sequence + 1);
        _root = Join(below, above);
        Count--;
    }

    /// <summary>The first range that has a page in common with a range; null where none has. In Linux: <c>interval_tree_iter_first</c>.</summary>
    public IntervalNode<T>? FirstWithin(Pgoff first, Pgoff last) => Search(_root, first.Value, last.Value, 0, 0);

    /// <summary>The next one after a node that is in the tree. In Linux: <c>interval_tree_iter_next</c>.</summary>
    public IntervalNode<T>? NextWithin(IntervalNode<T> node, Pgoff first, Pgoff last) =>
        Search(_root, first.Value, last.Value, node.First, node.Sequence + 1);

    // The least node at or behind (from, sequence) that reaches into the range.
    private static IntervalNode<T>? Search(IntervalNode<T>? node, ulong first, ulong last, ulong from, ulong sequence)
    {
        if (node is null || node.Furthest < first)
        {
            return null;
        }

        if (!node.IsBefore(from, sequence))
        {
            IntervalNode<T>? earlier = Search(node.Left, first, last, from, sequence);
            if (earlier is not null || (node.First <= last && node.Last >= first))
            {
                return earlier ?? node;
            }
        }

        return node.First > last ? null : Search(node.Right, first, last, from, sequence);
    }

    private static (IntervalNode<T>? Below, IntervalNode<T>? From) Split(IntervalNode<T>? node, ulong first, ulong sequence)
    {
        if (node is null)
        {
            return (null, null);
        }

        if (node.IsBefore(first, sequence))
        {
            (IntervalNode<T>? middle, IntervalNode<T>? above) = Split(node.Right, first, sequence);
            node.Right = middle;
            node.Update();
            return (node, above);
        }

        (IntervalNode<T>? below, IntervalNode<T>? rest) = Split(node.Left, first, sequence);
        node.Left = rest;
        node.Update();
        return (below, node);
    }

    private static IntervalNode<T>? Join(IntervalNode<T>? below, IntervalNode<T>? above)
    {
        if (below is null || above is null)
        {
            return below ?? above;
        }

        IntervalNode<T> top = below.Priority > above.Priority ? below : above;
        if (top == below)
        {
            below.Right = Join(below.Right, above);
        }
        else
        {
            above.Left = Join(below, above.Left);
        }

        top.Update();
        return top;
    }
}

/// <summary>A range in a tree, and what it is the range of.</summary>
internal sealed class IntervalNode<T>(T item)
{
    public readonly T Item = item;

    public ulong First;

    public ulong Last;

    /// <summary>The greatest <see cref="Last"/> of the subtree. In Linux: <c>__subtree_last</c>.</summary>
    public ulong Furthest;

    public uint Priority;

    /// <summary>Tells ranges apart that begin at the same page: those put in later come later.</summary>
    public ulong Sequence;

    public IntervalNode<T>? Left;

    public IntervalNode<T>? Right;

    public bool IsBefore(ulong first, ulong sequence) => First < first || (First == first && Sequence < sequence);

    public void Update() => Furthest = Math.Max(Last, Math.Max(Left?.Furthest ?? 0, Right?.Furthest ?? 0));
}
