namespace KernelMm;

/// <summary>Finding ranges in a tree.</summary>
internal static class VmaSearch
{
    /// <summary>The first range that ends above an address.</summary>
    public static VmaNode? Find(VmaNode? node, ulong address)
    {
        VmaNode? found = null;
        while (node is not null)
        {
            if (node.End <= address)
            {
                node = node.Right;
            }
            else
            {
                found = node;
                node = node.Start <= address ? null : node.Left;
            }
        }

        return found;
    }

    /// <summary>The last range that begins below an address.</summary>
    public static VmaNode? Prev(VmaNode? node, ulong address)
    {
        VmaNode? found = null;
        while (node is not null)
        {
            if (node.Start >= address)
            {
                node = node.Left;
            }
            else
            {
                found = node;
                node = node.Right;
            }
        }

        return found;
    }

    /// <summary>Every range that has an address in common with a range, in order.</summary>
    public static IEnumerable<VmaNode> Within(VmaNode? root, ulong start, ulong end)
    {
        for (VmaNode? node = Find(root, start); node is not null && node.Start < end; node = Find(root, node.End))
        {
            yield return node;
        }
    }
}
