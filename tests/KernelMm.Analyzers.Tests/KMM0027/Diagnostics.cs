namespace KernelMm.Analyzers.Tests.KMM0027;

public sealed class Diagnostics
{
    private const string Source = """
        internal sealed class Ring
        {
            public object? TryMap(int index) => null;

            public object Held { get; } = new();
        }
        """;

    [Theory]
    [InlineData("[|M:Ring.TryMapp(System.Int32)|]\n", "no member")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[return: [|ReturnsMap|], MayFail]\n", "is no contract")]
    [InlineData("M:Ring.TryMap(System.Int32)\n  [[|slot|]: Consumes]\n", "It has 'index', 'method', 'return'.")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[index: [|Consumes(AllowNull = true)|]]\n", "it has AllowsNull, true or false")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[method: [|Acquires|]]\n", "needs an argument")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[method: [|Acquires(3)|]]\n", "in quotes")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[method: [|DetachStep(Flush)|]]\n", "one of FlushTlb")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[method: [|Consumes|]]\n", "says nothing of a method")]
    [InlineData("M:Ring.TryMap(System.Int32)\n[index: [|MaySleep|]]\n", "says nothing of a parameter")]
    [InlineData("P:Ring.Held\n[[|return|]: ReturnsMapped]\n", "It has 'value'.")]
    [InlineData("[|[return: MayFail]|]\n", "no member above")]
    [InlineData("# fine\n\n[|return MayFail|]\n", "neither a member")]
    public async Task Has_its_place_in_the_list(string list, string part)
    {
        var markup = Markup.Parse(list, "KMM0027");
        if (Sources.IsListening)
        {
            return;
        }

        var found = Assert.Single(await SourceUnderTest.Analyze(SourceUnderTest.Compile(Source), ("MappingContracts.txt", markup.Source)));
        Assert.Equal("KMM0027", found.Id);
        Assert.Equal(markup.Expected[0].Span, found.Location.SourceSpan);
        Assert.Equal("MappingContracts.txt", found.Location.GetLineSpan().Path);
        Assert.Contains(part, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
