using System.Diagnostics;
using System.Text;
using KernelMm.Levels.Parsing;

namespace KernelMm.Levels.Tests;

/// <summary>Whatever the bytes are: a diagnostic, at once, and no exception.</summary>
public class HostileInputTests
{
    private const int Mebi = 1 << 20;
    private const string YamlCharacters = "[]{}:,-?&*!|>'\"%@`# \n\ta0_9\0\uFEFF";

    // Generous, for a loaded machine; what goes wrong here takes minutes or kills the process.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly (string Title, Func<string> Text, string? Id)[] Inputs =
    [
        ("100,000 open lists", () => new string('[', 100_000), "KML0005"),
        ("100,000 open mappings", () => new string('{', 100_000), "KML0005"),
        ("100,000 lists in block style", () => Repeat("- ", 100_000), "KML0005"),
        ("100,000 complex keys", () => Repeat("? ", 100_000), "KML0005"),
        ("262,144 lists of mappings in each other", () => Repeat("[a: ", Mebi / 4), "KML0005"),
        ("a test nested 100,000 times", () => Sample.With("none: zero", $"none: {Repeat("{not: ", 100_000)}zero{Repeat("}", 100_000)}"), "KML0005"),
        ("a mebibyte of random bytes", () => Encoding.UTF8.GetString(RandomBytes(1)), null),
        ("a mebibyte of random Latin-1", () => Encoding.Latin1.GetString(RandomBytes(2)), null),
        ("a mebibyte of random ASCII", () => new string(RandomBytes(3).Select(value => (char)(value & 0x7f)).ToArray()), null),
        ("a mebibyte of YAML's own characters", () => new string(RandomBytes(4).Select(value => YamlCharacters[value % YamlCharacters.Length]).ToArray()), null),
        ("a bomb of aliases", () => "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "KML0006"),
        ("an alias of itself", () => "a: &a [*a]\n", "KML0006"),
        ("a mebibyte of NULs", () => new string('\0', Mebi), "KML0003"),
        ("a NUL in a name", () => Sample.With("name: write, bits", "name: \"wr\\0ite\", bits"), "KML0025"),
        ("lone surrogates", () => Sample.With("a toy", "a \uD800 toy"), "KML0027"),
        ("a mebibyte of one letter", () => new string('a', Mebi), "KML0012"),
        ("a mebibyte of spaces", () => new string(' ', Mebi), "KML0002"),
        ("a mebibyte of line ends", () => new string('\n', Mebi), "KML0002"),
        ("a mebibyte of comments", () => Repeat("#\n", Mebi / 2), "KML0002"),
        ("half a million list items", () => $"levels: [{Repeat("a,", (Mebi / 2) - 8)}]", "KML0007"),
        ("24,000 unknown keys", () => string.Concat(Enumerable.Range(0, 24_000).Select(number => $"page_shift_{number}: {number}\n")), "KML0008"),
        ("one key 24,000 times", () => Repeat("levels: 1\n", 24_000), "KML0010"),
        ("a mebibyte of small mappings on one line", () => $"levels: [{Repeat("{a: [b]},", Mebi / 10)}]", "KML0007"),
        ("a key of a mebibyte", () => new string('k', Mebi - 10) + ": 1\n", null),
        ("a number of a mebibyte", () => Sample.With("page_shift: 11", "page_shift: " + new string('9', Mebi / 2)), "KML0014"),
        ("a bit range of a mebibyte", () => Sample.With("\"6:4\"", $"\"{new string(':', Mebi / 2)}\""), "KML0015"),
        ("a mode of a mebibyte", () => Sample.With("mode: TCR.3:2=2", "mode: " + new string('R', Mebi / 2)), "KML0028"),
        ("a name of a mebibyte", () => Sample.With("name: write, bits", $"name: {Repeat("a_", Mebi / 4)}, bits"), "KML0025"),
        ("more than a mebibyte", () => new string('a', Mebi + 1), "KML0001"),
    ];

    public static TheoryData<string> Titles => new(Inputs.Select(input => input.Title));

    [Theory]
    [MemberData(nameof(Titles))]
    public void Hostile_input_is_refused_at_once(string title)
    {
        (_, Func<string> text, string? id) = Inputs.Single(input => input.Title == title);
        string content = text();

        Stopwatch watch = Stopwatch.StartNew();
        LevelFileResult result = LevelFileParser.Parse(Sample.Name, content);

        Assert.Null(result.Architecture);
        Assert.InRange(result.Diagnostics.Count, 1, 100);
        Assert.All(result.Diagnostics, AssertPrintable);
        Assert.True(id is null || result.Diagnostics.Any(diagnostic => diagnostic.Id == id), string.Join("\n", result.Diagnostics));
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed} for {title}");
    }

    [Fact]
    public void Every_file_cut_short_at_any_place_is_a_model_or_a_diagnostic()
    {
        for (int length = 0; length < Sample.Text.Length; length++)
        {
            LevelFileResult result = LevelFileParser.Parse(Sample.Name, Sample.Text[..length]);

            Assert.Equal(result.Architecture is null, result.Diagnostics.Count > 0);
            Assert.All(result.Diagnostics, AssertPrintable);
        }
    }

    [Fact]
    public void Every_file_with_any_character_replaced_is_a_model_or_a_diagnostic()
    {
        var random = new Random(5);
        for (int round = 0; round < 2_000; round++)
        {
            char[] text = Sample.Text.ToCharArray();
            text[random.Next(text.Length)] = YamlCharacters[random.Next(YamlCharacters.Length)];
            LevelFileResult result = LevelFileParser.Parse(Sample.Name, new string(text));

            Assert.Equal(result.Architecture is null, result.Diagnostics.Count > 0);
            Assert.All(result.Diagnostics, AssertPrintable);
        }
    }

    private static void AssertPrintable(LevelFileDiagnostic diagnostic)
    {
        Assert.InRange(diagnostic.Message.Length, 10, 600);
        Assert.DoesNotContain(diagnostic.Message, char.IsControl);
        Assert.True(diagnostic.Span is { StartLine: >= 1, StartColumn: >= 1 });
        Assert.True((diagnostic.Span.EndLine, diagnostic.Span.EndColumn).CompareTo((diagnostic.Span.StartLine, diagnostic.Span.StartColumn)) >= 0);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static byte[] RandomBytes(int seed)
    {
        byte[] bytes = new byte[Mebi];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
