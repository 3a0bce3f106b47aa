namespace KernelMm;

/// <summary>
/// One range of a tree of mappings, with all ranges below and above it in its subtrees. Never changes, so that whoever has the
/// top of a tree has all of it as it was at one moment.
/// </summary>
internal sealed class VmaNode
{
    public readonly ulong Start;

    /// <summary>The exclusive end.</summary>
    public readonly ulong End;

    public readonly Vma Vma;

    public readonly VmaNode? Left;

    public readonly VmaNode? Right;

    /// <summary>How many nodes lie on the longest way down, this one included.</summary>
    public readonly int Height;

    /// <summary>Where the lowest range of the subtree begins.</summary>
    public readonly ulong First;

    /// <summary>Where the highest range of the subtree ends.</summary>
    public readonly ulong Last;

    /// <summary>The biggest hole between two ranges of the subtree, in bytes.</summary>
    public readonly ulong MaxGap;

    public VmaNode(VmaNode? left, ulong start, ulong end, Vma vma, VmaNode? right)
    {
        (Left, Start, End, Vma, Right) = (left, start, end, vma, right);
        Height = 1 + Math.Max(HeightOf(left), HeightOf(right));
        First = left?.First ?? start;
        Last = right?.Last ?? end;
        ulong below = left is null ? 0 : Math.Max(left.MaxGap, start - left.Last);
        ulong above = right is null ? 0 : Math.Max(right.MaxGap, right.First - end);
        MaxGap = Math.Max(below, above);
    }

    public static int HeightOf(VmaNode? node) => node?.Height ?? 0;

    /// <summary>The same range between other subtrees.</summary>
    public VmaNode With(VmaNode? left, VmaNode? right) =>
        ReferenceEquals(left, Left) && ReferenceEquals(right, Right) ? this : new VmaNode(left, Start, End, Vma, right);
}
