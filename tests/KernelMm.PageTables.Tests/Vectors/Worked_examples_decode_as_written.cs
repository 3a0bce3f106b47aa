using System.Globalization;

namespace KernelMm.PageTables.Tests.Vectors;

public sealed class Worked_examples_decode_as_written
{
    public static TheoryData<string, string, string> Examples => [.. ArchVectors.All.SelectMany(config => config.Examples
        .Select(example => new TheoryDataRow<string, string, string>(config.Architecture.Layout.Name, $"{example.Level} 0x{example.Raw:x}", example.Note)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Class_address_swap_entry_and_predicates(string architecture, string entry, string note)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        VectorExample example = config.Examples.Single(candidate => $"{candidate.Level} 0x{candidate.Raw:x}" == entry && candidate.Note == note);

        DecodedEntry decoded = config.Architecture.Decode(example.Level, example.Raw, []);

        Assert.Equal(KindOf(example.Class), decoded.Kind);
        Assert.Equal(example.Decode, Written(decoded));
        Assert.All(example.Predicates, predicate => Assert.True(
            predicate.Value == ((decoded.Predicates & DecodedPredicates.BitOf(config.Architecture, example.Level, predicate.Key)) != 0),
            $"{predicate.Key} should be {predicate.Value}."));
    }

    private static EntryKind KindOf(string text) => text switch
    {
        "none" => EntryKind.None,
        "leaf" or "leaf, PROT_NONE" or "leaf, invalidated" => EntryKind.Leaf,
        "swap" or "non-present" => EntryKind.NonPresent,
        "bad" => EntryKind.Bad,
        "table" or "folded" => EntryKind.Table,
        _ => throw new FormatException($"The vectors have a class {text} that no test knows."),
    };

    // The decoded entry in the vectors' own words.
    private static string Written(DecodedEntry decoded)
    {
        if (decoded.Swap is { } swap)
        {
            string type = swap.TypeName?.ToUpperInvariant() ?? $"swapfile {swap.Type}";
            return string.Create(CultureInfo.InvariantCulture, $"type {swap.Type} ({type}) off 0x{swap.Offset:x}");
        }

        return decoded.Address is not { } address ? "-" : decoded.Kind == EntryKind.Table ? $"next table 0x{address.Value:x}" : $"PA 0x{address.Value:x}";
    }
}
