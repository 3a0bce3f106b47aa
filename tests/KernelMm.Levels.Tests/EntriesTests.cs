using KernelMm.Levels.Model;

namespace KernelMm.Levels.Tests;

/// <summary>What is said of all entries at once, against every entry of eight bits.</summary>
public sealed class EntriesTests
{
    private const int Bits = 8;

    [Fact]
    public void An_answer_is_what_every_entry_says()
    {
        Random random = new(1);
        for (int count = 0; count < 3_000; count++)
        {
            Test given = Next(random, 3);
            Test question = Next(random, 3);
            bool[] answers = [.. All.Where(entry => Holds(given, entry)).Select(entry => Holds(question, entry)).Distinct()];
            bool? expected = answers.Length switch { 0 => true, 1 => answers[0], _ => null };
            Assert.True(expected == Entries.Answer(question, given), $"{question}\nof the entries with {given}\nis {expected}.");
        }
    }

    [Fact]
    public void There_is_an_entry_where_one_passes()
    {
        Random random = new(2);
        for (int count = 0; count < 3_000; count++)
        {
            Test test = Next(random, 4);
            Assert.True(All.Any(entry => Holds(test, entry)) == Entries.Exist(test), test.ToString());
        }
    }

    [Fact]
    public void A_test_that_is_made_to_be_slow_gets_no_answer()
    {
        // Eight pigeons in seven holes, a bit for each pigeon and hole.
        IEnumerable<Test> housed = Enumerable.Range(0, 8).Select(pigeon => new AnySetTest(0x7fUL << (pigeon * 7)));
        IEnumerable<Test> apart =
            from hole in Enumerable.Range(0, 7)
            from pigeon in Enumerable.Range(0, 8)
            from other in Enumerable.Range(0, pigeon)
            let both = (1UL << ((pigeon * 7) + hole)) | (1UL << ((other * 7) + hole))
            select new NotTest(new EqualsTest(both, both));
        Assert.Null(Entries.Exist(new AllTest(housed.Concat(apart).ToEquatableArray())));
    }

    private static IEnumerable<ulong> All => Enumerable.Range(0, 1 << Bits).Select(entry => (ulong)entry);

    private static bool Holds(Test test, ulong entry) => test switch
    {
        ConstantTest constant => constant.Value,
        AnySetTest any => (entry & any.Mask) != 0,
        EqualsTest equals => (entry & equals.Mask) == equals.Value,
        NotTest not => !Holds(not.Inner, entry),
        AllTest all => all.Parts.All(part => Holds(part, entry)),
        AnyTest any => any.Parts.Any(part => Holds(part, entry)),
        _ => throw new ArgumentException($"{test}", nameof(test)),
    };

    private static Test Next(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => new ConstantTest(random.Next(2) == 0),
        1 => new AnySetTest(Mask(random)),
        2 when Mask(random) is var mask => new EqualsTest(mask, (ulong)random.Next(1 << Bits) & mask),
        3 => new NotTest(Next(random, depth - 1)),
        4 => new AllTest(Parts(random, depth)),
        _ => new AnyTest(Parts(random, depth)),
    };

    private static ulong Mask(Random random) => (ulong)random.Next(1, 1 << Bits);

    private static EquatableArray<Test> Parts(Random random, int depth) =>
        Enumerable.Range(0, random.Next(1, 4)).Select(_ => Next(random, depth - 1)).ToEquatableArray();
}
