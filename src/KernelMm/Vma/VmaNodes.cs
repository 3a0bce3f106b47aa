namespace KernelMm;

/// <summary>
/// Balanced trees of ranges, made from others by joining and cutting; nothing is changed, and what can be shared is. Each takes
/// a number of steps proportional to the trees' heights.
/// </summary>
internal static class VmaNodes
{
    /// <summary>The ranges of both trees with one in between.</summary>
    public static VmaNode Join(VmaNode? left, VmaNode middle, VmaNode? right)
    {
        if (VmaNode.HeightOf(left) > VmaNode.HeightOf(right) + 1)
        {
            return Balance(left!.Left, left, Join(left.Right, middle, right));
        }

        if (VmaNode.HeightOf(right) > VmaNode.HeightOf(left) + 1)
        {
            return Balance(Join(left, middle, right!.Left), right, right.Right);
        }

        return middle.With(left, right);
    }

    /// <summary>The ranges of both trees.</summary>
    public static VmaNode? Join(VmaNode? left, VmaNode? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        VmaNode last = left;
        while (last.Right is not null)
        {
            last = last.Right;
        }

        return Join(Below(left, last.Start), last, right);
    }

    /// <summary>What lies below an address; a range that it is in is cut there.</summary>
    public static VmaNode? Below(VmaNode? node, ulong address)
    {
        if (node is null || node.Last <= address)
        {
            return node;
        }

        if (node.Start >= address)
        {
            return Below(node.Left, address);
        }

        return node.End <= address
            ? Join(node.Left, node, Below(node.Right, address))
            : Join(node.Left, new VmaNode(null, node.Start, address, node.Vma, null), null);
    }

    /// <summary>What lies at an address and above; a range that it is in is cut there.</summary>
    public static VmaNode? From(VmaNode? node, ulong address)
    {
        if (node is null || node.First >= address)
        {
            return node;
        }

        if (node.End <= address)
        {
            return From(node.Right, address);
        }

        return node.Start >= address
            ? Join(From(node.Left, address), node, node.Right)
            : Join(null, new VmaNode(null, address, node.End, node.Vma, null), node.Right);
    }

    // Of two subtrees, one of which is at most two higher than the other.
    private static VmaNode Balance(VmaNode? left, VmaNode middle, VmaNode? right)
    {
        int difference = VmaNode.HeightOf(left) - VmaNode.HeightOf(right);
        if (difference > 1)
        {
            return VmaNode.HeightOf(left!.Left) >= VmaNode.HeightOf(left.Right)
                ? left.With(left.Left, middle.With(left.Right, right))
                : left.Right!.With(left.With(left.Left, left.Right.Left), middle.With(left.Right.Right, right));
        }

        if (difference < -1)
        {
            return VmaNode.HeightOf(right!.Right) >= VmaNode.HeightOf(right.Left)
                ? right.With(middle.With(left, right.Left), right.Right)
                : right.Left!.With(middle.With(left, right.Left.Left), right.With(right.Left.Right, right.Right));
        }

        return middle.With(left, right);
    }
}
