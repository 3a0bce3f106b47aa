using KernelMm.Exploration.Checks;

namespace KernelMm.Exploration.Tests;

public sealed class Refinement_of_a_flat_map
{
    private static readonly VirtualAddress Address = new(0x1000);

    private readonly History<FlatMap> _history = new();

    [Fact]
    public void Answers_in_the_order_of_the_calls_are_explained()
    {
        Lookup(answers: 0);
        Map(5);
        Lookup(answers: 5);

        _history.Check(FlatMap.Empty);
    }

    [Fact]
    public void A_stale_answer_after_the_call_was_over_is_not()
    {
        Map(5);
        Lookup(answers: 0);

        Finding finding = Assert.Throws<Finding>(() => _history.Check(FlatMap.Empty));

        Assert.Equal("UNREFINED", finding.Name);
        Assert.Contains("map 5 = True [0, 1]; lookup = 0", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(5UL)]
    public void While_a_call_is_on_both_answers_are_explained(ulong answer)
    {
        _history.Record("map 5", MapTo(5), () =>
        {
            Lookup(answer);
            return true;
        });

        _history.Check(FlatMap.Empty);
    }

    [Fact]
    public void Two_calls_that_both_say_they_were_first_are_not_explained()
    {
        _history.Record("map 5", MapTo(5), () =>
        {
            Map(6);
            return true;
        });

        Assert.Throws<Finding>(() => _history.Check(FlatMap.Empty));
    }

    [Fact]
    public void Flat_maps_are_equal_by_what_they_hold()
    {
        FlatMapping mapping = new(new Pfn(5), default, Contents: 1);

        Assert.Equal(FlatMap.Empty, FlatMap.Empty.With(Address, mapping).With(Address, null));
        Assert.NotEqual(FlatMap.Empty, FlatMap.Empty.With(Address, mapping));
        Assert.NotEqual(FlatMap.Empty.With(Address, mapping), FlatMap.Empty.With(Address, mapping with { Contents = 2 }));
    }

    private void Map(ulong frame) => _history.Record($"map {frame}", MapTo(frame), () => true);

    private void Lookup(ulong answers) => _history.Record("lookup", map => (map, map[Address]?.Frame.Value ?? 0), () => answers);

    private static Func<FlatMap, (FlatMap, bool)> MapTo(ulong frame) => map =>
        map[Address] is null ? (map.With(Address, new FlatMapping(new Pfn(frame), default, Contents: 0)), true) : (map, false);
}
