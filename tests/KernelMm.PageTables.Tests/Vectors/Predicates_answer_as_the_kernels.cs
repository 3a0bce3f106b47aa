namespace KernelMm.PageTables.Tests.Vectors;

public sealed class Predicates_answer_as_the_kernels
{
    private const int ValuesPerPredicate = 12_000;

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void On_random_entries(string name)
    {
        VectorConfig config = ArchVectors.Of(name);
        IArchitecture architecture = config.Architecture;
        Seeded.Run(1, random =>
        {
            foreach (VectorPredicate predicate in config.Predicates)
            {
                Func<ulong, bool> expected = PredicateExpression.Parse(predicate.Expression);
                ulong bit = DecodedPredicates.BitOf(architecture, predicate.Level, predicate.Name);
                for (int count = 0; count < ValuesPerPredicate; count++)
                {
                    ulong entry = random.NextEntry(config.TypicalEntries, architecture.Layout.EntryBits);
                    bool actual = (architecture.Decode(predicate.Level, entry, []).Predicates & bit) != 0;
                    Assert.True(
                        expected(entry) == actual,
                        $"{predicate.Level}_{predicate.Name} of 0x{entry:x16} is {actual}; the kernel says `{predicate.Expression}`.");
                }
            }
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_there_is_none_that_the_kernel_does_not_have(string name)
    {
        VectorConfig config = ArchVectors.Of(name);
        IEnumerable<(PageTableLevel, string)> ours = config.Architecture.Layout.Levels
            .SelectMany(level => level.Predicates.Select(predicate => (level.Owner, predicate)));

        Assert.Empty(ours.Except(config.Predicates.Select(predicate => (predicate.Level, predicate.Name))));
    }
}
