using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Walking;

namespace KernelMm.PageTables.Tests.Vectors;

public sealed class Emulated_walks_are_repeated
{
    public static TheoryData<string, string> Walks => [.. ArchVectors.All.SelectMany(config => config.Walks
        .Select(walk => new TheoryDataRow<string, string>(config.Architecture.Layout.Name, walk.Note)))];

    [Theory]
    [MemberData(nameof(Walks))]
    public void To_the_same_physical_address(string architecture, string note)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        VectorWalk walk = config.Walks.Single(candidate => candidate.Note == note);
        using TableMemory memory = Build(config, walk);

        Translation translation = config.Architecture.Translate(memory.Memory, walk.Root, walk.Address);

        Assert.Equal(TranslationResult.Mapped, translation.Result);
        Assert.Equal(walk.Result, translation.Address);
        Assert.Equal(walk.Rows[^1].Entry, translation.Entry);
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void Through_the_same_slots(string architecture, string note)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        VectorWalk walk = config.Walks.Single(candidate => candidate.Note == note);
        using TableMemory memory = Build(config, walk);
        LedgerMm mm = new(memory.Memory, new Ledger());

        Assert.All(walk.Rows, row => Assert.Equal(LinuxSlot(config, row), RangeWalker.Of(architecture).SlotOf(mm, walk.Root, walk.Address, row.Level)));
    }

    // Where Linux has a table of its own, its slot lies beside the one that the MMU reads.
    private static PhysicalAddress LinuxSlot(VectorConfig config, VectorWalkRow row) => row.Level == PageTableLevel.Pte
        ? new(row.Slot.Value + unchecked((ulong)PagingFormat.Of(config.Architecture).LinuxTableOffset))
        : row.Slot;

    private static TableMemory Build(VectorConfig config, VectorWalk walk)
    {
        TableMemory memory = new(PagingFormat.Of(config.Architecture).ReadRoot(walk.Root).Table, 1 << 20, config.Architecture.Layout.IsBigEndian);
        LevelLayout top = config.Architecture.Layout.Levels.Single(level => level.Names.Contains(walk.Rows[0].Level));
        memory.Fill(PagingFormat.Of(config.Architecture).ReadRoot(walk.Root).Table, 1 << top.IndexBits, PagingFormat.Of(config.Architecture).Empty(top.Shift), config.Architecture.Layout.EntryBits);
        foreach (VectorWalkRow row in walk.Rows)
        {
            memory.Write(row.Slot, row.Entry, config.Architecture.Layout.EntryBits);
        }

        return memory;
    }
}
