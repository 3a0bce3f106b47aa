namespace KernelMm.Tests.Vmas;

/// <summary>Random stores and clears of a tree of mappings, against an array that knows of each page whose it is.</summary>
public sealed class Mappings_are_found_where_a_naive_list_has_them
{
    private const int Pages = 400;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 40)]
    [InlineData(3, 200)]
    public void Every_search_agrees_after_every_change(ulong seed, int longest)
    {
        using Machine machine = new(new ByteCount(64 * PageSize.Value));
        Mm mm = Mm.Alloc(machine)!.Value;
        VmaTree tree = mm.Struct.Mt;
        Vma?[] naive = new Vma?[Pages];
        SeededRandom random = new(seed);
        mm.MmapLock.MmapWriteLock();
        for (int step = 0; step < 3000; step++)
        {
            int start = (int)random.Below(Pages);
            int end = Math.Min(Pages, start + 1 + (int)random.Below((uint)longest));
            if (random.Below(3) == 0)
            {
                tree.Clear(Address(start), Address(end));
                Array.Fill(naive, null, start, end - start);
            }
            else
            {
                Vma vma = new(mm) { Start = Address(start), End = Address(end) };
                tree.Store(vma);
                Array.Fill(naive, vma, start, end - start);
            }

            Agrees(tree, naive, (int)random.Below(Pages), 1 + (int)random.Below(20), ref random);
        }

        mm.MmapLock.MmapWriteUnlock();
    }

    [Fact]
    public void A_tree_of_many_mappings_is_no_higher_than_its_logarithm()
    {
        using Machine machine = new(new ByteCount(64 * PageSize.Value));
        Mm mm = Mm.Alloc(machine)!.Value;
        mm.MmapLock.MmapWriteLock();
        for (int page = 0; page < 1 << 14; page++)
        {
            mm.Struct.Mt.Store(new Vma(mm) { Start = Address(2 * page), End = Address((2 * page) + 1) });
        }

        Assert.InRange(mm.Struct.Mt.Root!.Height, 15, 20);
        mm.MmapLock.MmapWriteUnlock();
    }

    private static void Agrees(VmaTree tree, Vma?[] naive, int page, int length, ref SeededRandom random)
    {
        Assert.Same(naive[page], tree.Walk(Address(page) + new ByteCount(random.Below(4096))));
        Assert.Same(naive.Skip(page).FirstOrDefault(vma => vma is not null), tree.Find(Address(page)));
        Assert.Same(naive.Take(page).LastOrDefault(vma => vma is not null), tree.Prev(Address(page)));

        int low = (int)random.Below(Pages / 2);
        int high = low + 1 + (int)random.Below(Pages / 2);
        ulong bytes = (ulong)length << PageShift;
        (int Start, int End)[] holes = [.. Holes(naive, low, high).Where(hole => hole.End - hole.Start >= length)];
        Assert.Equal(
            holes.Length == 0 ? null : (Address(holes[^1].Start).Value, Address(holes[^1].End).Value),
            VmaGaps.Highest(tree.Root, Address(low).Value, Address(high).Value, bytes));
        Assert.Equal(
            holes.Length == 0 ? null : (Address(holes[0].Start).Value, Address(holes[0].End).Value),
            VmaGaps.Lowest(tree.Root, Address(low).Value, Address(high).Value, bytes));
    }

    private static IEnumerable<(int Start, int End)> Holes(Vma?[] naive, int low, int high)
    {
        for (int page = low; page < high; page++)
        {
            int start = page;
            while (page < high && naive[page] is null)
            {
                page++;
            }

            if (page > start)
            {
                yield return (start, page);
            }
        }
    }

    private static VirtualAddress Address(int page) => new(((ulong)page + 16) << PageShift);
}
