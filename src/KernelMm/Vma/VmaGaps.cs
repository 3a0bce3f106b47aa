namespace KernelMm;

/// <summary>Holes between the ranges of a tree. In Linux: <c>mas_empty_area</c> and <c>mas_empty_area_rev</c>.</summary>
internal static class VmaGaps
{
    /// <summary>The highest hole that is big enough within limits, as a range; null where there is none.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="low">The lowest address that may be used.</param>
    /// <param name="high">The exclusive end of what may be used.</param>
    /// <param name="length">How many bytes, at least 1.</param>
    public static (ulong Start, ulong End)? Highest(VmaNode? root, ulong low, ulong high, ulong length) =>
        Highest(root, 0, ulong.MaxValue, (low, high, length));

    /// <summary>The lowest hole that is big enough within limits, as a range; null where there is none.</summary>
    /// <inheritdoc cref="Highest(VmaNode?, ulong, ulong, ulong)"/>
    public static (ulong Start, ulong End)? Lowest(VmaNode? root, ulong low, ulong high, ulong length) =>
        Lowest(root, 0, ulong.MaxValue, (low, high, length));

    // What lies around the subtree's ranges begins at from and ends at to.
    private static (ulong Start, ulong End)? Highest(VmaNode? node, ulong from, ulong to, (ulong Low, ulong High, ulong Length) wanted)
    {
        if (node is null)
        {
            return Clipped(from, to, wanted);
        }

        return IsHopeless(node, from, to, wanted)
            ? null
            : Highest(node.Right, node.End, to, wanted) ?? Highest(node.Left, from, node.Start, wanted);
    }

    private static (ulong Start, ulong End)? Lowest(VmaNode? node, ulong from, ulong to, (ulong Low, ulong High, ulong Length) wanted)
    {
        if (node is null)
        {
            return Clipped(from, to, wanted);
        }

        return IsHopeless(node, from, to, wanted)
            ? null
            : Lowest(node.Left, from, node.Start, wanted) ?? Lowest(node.Right, node.End, to, wanted);
    }

    private static bool IsHopeless(VmaNode node, ulong from, ulong to, (ulong Low, ulong High, ulong Length) wanted) =>
        Math.Max(node.MaxGap, Math.Max(node.First - from, to - node.Last)) < wanted.Length
        || to <= wanted.Low
        || from >= wanted.High;

    private static (ulong Start, ulong End)? Clipped(ulong from, ulong to, (ulong Low, ulong High, ulong Length) wanted)
    {
        ulong start = Math.Max(from, wanted.Low);
        ulong end = Math.Min(to, wanted.High);
        return start < end && end - start >= wanted.Length ? (start, end) : null;
    }
}
