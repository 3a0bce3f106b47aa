using KernelMm.Rmap;

namespace KernelMm.Tests.Rmap;

public sealed class The_interval_tree
{
    [Fact]
    public void Finds_what_a_naive_list_finds()
    {
        Random random = new(7);
        IntervalTree<int> tree = new();
        List<IntervalNode<int>> naive = [];
        for (int step = 0; step < 4000; step++)
        {
            if (naive.Count > 60 || (naive.Count > 0 && random.Next(3) == 0))
            {
                IntervalNode<int> gone = naive[random.Next(naive.Count)];
                tree.Remove(gone);
                naive.Remove(gone);
            }
            else
            {
                IntervalNode<int> node = new(step);
                ulong first = (ulong)random.Next(100);
                tree.Insert(node, new Pgoff(first), new Pgoff(first + (ulong)random.Next(20)));
                naive.Add(node);
            }

            ulong from = (ulong)random.Next(110);
            ulong to = from + (ulong)random.Next(15);
            Assert.Equal(naive.Count, tree.Count);
            Assert.Equal(Naive(naive, from, to), Found(tree, new Pgoff(from), new Pgoff(to)));
        }
    }

    private static List<int> Naive(List<IntervalNode<int>> nodes, ulong from, ulong to) =>
        [.. nodes.Where(node => node.First <= to && node.Last >= from).OrderBy(node => (node.First, node.Item)).Select(node => node.Item)];

    private static List<int> Found(IntervalTree<int> tree, Pgoff from, Pgoff to)
    {
        List<int> found = [];
        for (IntervalNode<int>? node = tree.FirstWithin(from, to); node is not null; node = tree.NextWithin(node, from, to))
        {
            found.Add(node.Item);
        }

        return found;
    }
}
