using KernelMm.Pagewalk;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Pagewalk;

/// <summary>Page walks; O and a number are the reference's tests.</summary>
public sealed class Walks_meet_every_address_once : IDisposable
{
    private const ulong Table = (ulong)PtrsPerPte;

    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void O1_A_range_with_no_mapping_is_one_hole_at_no_depth() =>
        Assert.Equal(["hole -1 256"], Walk(0, 256).Log);

    [Fact]
    public void O2_A_hole_is_as_deep_as_its_empty_entry()
    {
        _user.Map(0, 1);
        Assert.Equal("hole 0 1", Walk(0, 1).Log[^2]);

        _user.Map(1, 1);
        _user.Store(1, 1);
        _user.Map(Table, 1);
        Assert.Contains("hole 3 1", Walk(Table, Table + 1).Log);
    }

    [Fact]
    public void O3_Every_level_of_a_page_is_met_once()
    {
        Touched();
        Assert.Equal(["pre", "pgd", "p4d", "pud", "pmd", "pte", "post"], Walk(0, 1).Log);
    }

    [Fact]
    public void O4_What_is_below_an_entry_that_wants_it_skipped_is_not_met()
    {
        Touched();
        Assert.Equal(["pre", "pgd", "p4d", "pud", "pmd", "post"], Walk(0, 1, new Recorder { Skips = true }).Log);
    }

    [Fact]
    public void O6_An_entry_is_met_again_as_often_as_its_callback_wants()
    {
        Touched();
        Assert.Equal(["pre", "pgd", "p4d", "pud", "pmd", "pmd", "pmd", "pte", "post"], Walk(0, 1, new Recorder { Again = 2 }).Log);
    }

    [Fact]
    public void O8_What_a_callback_ends_the_walk_with_is_the_walks_answer()
    {
        Touched();
        Assert.Equal(7, Walk(0, 1, new Recorder { PmdAnswer = 7 }).Result);
        Assert.Equal(-5, Walk(0, 1, new Recorder { PteAnswer = -5 }).Result);
    }

    [Fact]
    public void O9_After_a_mapping_comes_its_end_unless_its_beginning_was_refused()
    {
        Touched();
        (List<string> log, int result) = Walk(0, 1, new Recorder { PreVmaAnswer = -22 });
        Assert.Equal((-22, "pre"), (result, Assert.Single(log)));

        (log, result) = Walk(0, 1, new Recorder { PteAnswer = -5 });
        Assert.Equal((-5, "post"), (result, log[^1]));
    }

    [Fact]
    public void O10_A_mapping_of_bare_frames_is_a_hole_at_no_depth()
    {
        Vma vma = _user.Map(0, 1);
        _user.Mm.MmapLock.MmapWriteLock();
        vma.VmFlagsSet(VmaFlags.PfnMap);
        _user.Mm.MmapLock.MmapWriteUnlock();
        Assert.Equal(["hole -1 1"], Walk(0, 1).Log);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Entries_and_holes_lie_one_after_another_and_say_what_was_touched(int seed)
    {
        Random random = new(seed);
        HashSet<ulong> touched = [];
        ulong end = 0;
        while (end < 3 * Table)
        {
            ulong start = end + (ulong)random.Next(0, 40);
            end = start + (ulong)random.Next(1, 300);
            _user.Map(start, end - start);
            for (ulong page = start; page < end; page += (ulong)random.Next(1, 90))
            {
                _user.Store(page, page);
                touched.Add(page);
            }
        }

        Recorder recorder = new();
        _user.Mm.MmapLock.MmapReadLock();
        Assert.Equal(0, VmaWalking.WalkPageRange(_user.Mm, Userland.Page(0), Userland.Page(end), ref recorder));
        _user.Mm.MmapLock.MmapReadUnlock();

        VirtualAddress next = Userland.Page(0);
        foreach ((VirtualAddress from, VirtualAddress to, bool isPresent) in recorder.Met)
        {
            Assert.True(from == next && to > from, $"{from} follows {next}");
            Assert.False(isPresent && to - from != PageSize);
            next = to;
        }

        Assert.Equal(Userland.Page(end), next);
        Assert.Equal(touched.Order().Select(Userland.Page), recorder.Met.Where(met => met.IsPresent).Select(met => met.Start));
    }

    [Fact]
    public void R15_1_Mincore_knows_what_was_touched()
    {
        _user.Map(0, 3);
        _user.Store(1, 1);
        byte[] vector = new byte[4];
        Assert.Equal(Errno.None, _user.Mm.Mincore(Userland.Page(0), Userland.Pages(3), vector));
        Assert.Equal([0, 1, 0, 0], vector);
        Assert.Equal(Errno.Nomem, _user.Mm.Mincore(Userland.Page(0), Userland.Pages(4), vector));
        Assert.Equal(Errno.Inval, _user.Mm.Mincore(Userland.Page(0) + new ByteCount(1), Userland.Pages(1), vector));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mincore_tells_rows_and_gaps_apart_across_tables(int seed)
    {
        const ulong First = Table - 50;
        byte[] expected = new byte[100];
        var random = new Random(seed);
        for (int page = random.Next(3); page < expected.Length; page += random.Next(1, 6))
        {
            int row = Math.Min(random.Next(1, 20), expected.Length - page);
            Array.Fill(expected, (byte)1, page, row);
            page += row;
        }

        _user.Map(First, (ulong)expected.Length);
        for (int page = 0; page < expected.Length; page++)
        {
            Assert.True(expected[page] == 0 || _user.Cpu.Store(Userland.Page(First + (ulong)page), 1));
        }

        byte[] vector = new byte[expected.Length];
        Array.Fill(vector, (byte)7);
        Assert.Equal(Errno.None, _user.Mm.Mincore(Userland.Page(First), Userland.Pages((ulong)vector.Length), vector));
        Assert.Equal(expected, vector);
    }

    private void Touched()
    {
        _user.Map(0, 1);
        _user.Store(0, 1);
    }

    private (List<string> Log, int Result) Walk(ulong first, ulong end) => Walk(first, end, new Recorder());

    private (List<string> Log, int Result) Walk(ulong first, ulong end, Recorder recorder)
    {
        _user.Mm.MmapLock.MmapReadLock();
        int result = VmaWalking.WalkPageRange(_user.Mm, Userland.Page(first), Userland.Page(end), ref recorder);
        _user.Mm.MmapLock.MmapReadUnlock();
        return (recorder.Log, result);
    }
}
