using System.Reflection;

namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>
/// What <c>[HoldsFor]</c> says of a pmd's predicates, against what these answer: for the worked examples, for what the architecture
/// itself makes, and for random entries, each in the state that a mapper would find it in.
/// </summary>
public sealed class Contracts_say_what_the_predicates_answer
{
    private const SlotStates Leaves = SlotStates.Huge | SlotStates.Devmap;

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void For_the_worked_examples(string name)
    {
        VectorConfig config = ArchVectors.Of(name);
        foreach (VectorExample example in config.Examples.Where(example => example.Level == PageTableLevel.Pmd))
        {
            AssertTold(config, example.Raw, example.Note);
        }
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void For_what_the_architecture_makes(string name)
    {
        VectorConfig config = ArchVectors.Of(name);
        PmdEntries made = new(config);
        Seeded.Run(20, random =>
        {
            AssertIs(SlotStates.None, config, made.None());
            AssertIs(SlotStates.Table, config, made.Table(random));
            Assert.All(made.Leaves(random), leaf => AssertIs(Leaves, config, leaf));
            Assert.All(made.Migrating(random), entry => AssertIs(SlotStates.Migration, config, entry));
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void For_whatever_a_slot_may_hold(string name)
    {
        VectorConfig config = ArchVectors.Of(name);
        PmdEntries made = new(config);
        Seeded.Run(1, random =>
        {
            ulong[] typical = [.. config.TypicalEntries, made.None(), made.Table(random), .. made.Leaves(random)];
            for (int count = 0; count < 20_000; count++)
            {
                ulong entry = random.NextEntry(typical, config.Architecture.Layout.EntryBits);
                if (made.MayBeMade(entry))
                {
                    AssertTold(config, entry, "random");
                }
            }
        });
    }

    // The three above say nothing where there is no contract.
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_each_architecture_says_which_entries_are_none_and_which_are_tables(string name)
    {
        Dictionary<string, SlotStates> told = Told(ArchVectors.Of(name));
        Assert.Equal(SlotStates.None, told["None"] & (SlotStates.None | SlotStates.Table | Leaves));
        Assert.Equal(SlotStates.Table, told["TableAddress"]);
        Assert.True(told.ContainsKey("TransHuge") || told["Leaf"].HasFlag(Leaves), "Nothing tells huge pages.");
    }

    [Theory]
    [InlineData("x64", true)]
    [InlineData("arm64-4k-va48", true)]
    [InlineData("arm", false)]
    [InlineData("loongarch64-4k", false)]
    [InlineData("s390x", false)]
    public void None_is_bad_on_some_architectures_alone(string name, bool isBad) =>
        Assert.Equal(isBad, Told(ArchVectors.Of(name))["Bad"].HasFlag(SlotStates.None));

    private static void AssertIs(SlotStates wanted, VectorConfig config, ulong entry)
    {
        SlotStates state = StateOf(config, entry);
        Assert.True((wanted & state) != 0, $"0x{entry:x} is {state}, not {wanted}.");
        AssertTold(config, entry, wanted.ToString());
    }

    private static void AssertTold(VectorConfig config, ulong entry, string note)
    {
        SlotStates state = StateOf(config, entry);
        object pmd = Kernel.Of(config.Architecture.Layout.Name).Make("Pmd", entry);
        foreach ((string predicate, SlotStates states) in Told(config))
        {
            if (Kernel.Property(pmd, predicate) is bool answer)
            {
                Assert.True(
                    states.HasFlag(state) == answer,
                    $"{predicate} of 0x{entry:x} ({note}), which is {state}, is {answer}; the contract says it holds for {states}.");
            }
        }
    }

    // As the generated mapper decides, and a huge entry of device memory by the architecture's own question for it.
    private static SlotStates StateOf(VectorConfig config, ulong entry) => config.Architecture.Decode(PageTableLevel.Pmd, entry, []).Kind switch
    {
        EntryKind.None => SlotStates.None,
        EntryKind.Table => SlotStates.Table,
        EntryKind.NonPresent => SlotStates.Migration,
        EntryKind.Bad => SlotStates.Bad,
        EntryKind.Leaf => (Ask(config, "devmap", entry) ?? !(Ask(config, "trans_huge", entry) ?? true)) ? SlotStates.Devmap : SlotStates.Huge,
        var kind => throw new InvalidOperationException($"No test knows entries that are {kind}."),
    };

    private static bool? Ask(VectorConfig config, string predicate, ulong entry) =>
        DecodedPredicates.Of(config.Architecture, PageTableLevel.Pmd).Contains(predicate)
            ? DecodedPredicates.Holds(config.Architecture, PageTableLevel.Pmd, predicate, entry)
            : null;

    private static Dictionary<string, SlotStates> Told(VectorConfig config) =>
        Kernel.Of(config.Architecture.Layout.Name).Type("Pmd").GetProperties()
            .Select(property => (property.Name, Contract: property.GetCustomAttribute<HoldsForAttribute>()))
            .Where(one => one.Contract is not null)
            .ToDictionary(one => one.Name, one => one.Contract!.States);
}
