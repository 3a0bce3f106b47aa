using System.Globalization;
using KernelMm.Analyzers.Rules;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// That nothing of the catalogue is missing from the corpus: all call sites (<c>sites.tsv</c>: number, function, kind of map,
/// outcome class), all bugs with a known commit, the ten shapes, enough harmless variants.
/// </summary>
public sealed class CorpusCompletenessTests
{
    // M pte_offset_map, L ..._lock, N ..._nolock, AL pte_alloc_map_lock.
    private static readonly Dictionary<string, string[]> Maps = new()
    {
        ["M"] = ["PteOffsetMap("],
        ["L"] = ["PteOffsetMapLock("],
        ["N"] = ["PteOffsetMapNoLock(", "PteOffsetMapRoNoLock(", "PteOffsetMapRwNoLock("],
        ["AL"] = ["PteAllocMapLock("],
    };

    // Their null test is older than the series: it answered for want of memory.
    private static readonly string[] TestedAlways =
        ["35-copy_pte_range", "38-__get_locked_pte", "40-remap_pte_range", "41-apply_to_pte_range"];

    // A report that the analysis gave up is no mistake's, and what is wrong with a list stands in no C# file.
    private static readonly string[] NoMistakeInCode = ["KMM0023", "KMM0027"];

    private static readonly (string Number, string Function, string Map, string Outcome)[] Sites =
        [.. File.ReadAllLines(Path.Combine(CorpusSource.Folder, "sites.tsv"))
            .Select(l => l.Split('\t'))
            .Select(c => (int.Parse(c[0], CultureInfo.InvariantCulture).ToString("00", CultureInfo.InvariantCulture), c[1], c[2], c[3]))];

    [Fact]
    public void All_84_call_sites_are_there_before_and_after()
    {
        Assert.Equal(84, Sites.Length);
        var wanted = Sites.SelectMany(s => new[] { $"{s.Number}-{s.Function}.after", $"{s.Number}-{s.Function}.before" });
        Assert.Equal(wanted.Order(StringComparer.Ordinal), In("Sites").Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_site_maps_as_the_inventory_says() => Assert.All(In("Sites").Where(s => s.IsAfter), source =>
    {
        var map = Sites.Single(s => s.Number == source.Number).Map;
        Assert.Contains(Maps[map], m => source.Text.Contains(m, StringComparison.Ordinal));
    });

    [Fact]
    public void Each_site_that_walks_again_says_so() => Assert.All(In("Sites").Where(s => s.IsAfter), source => Assert.Equal(
        Sites.Single(s => s.Number == source.Number).Outcome == "AGAIN",
        source.Text.Contains("walk.Action = PageWalkAction.Again;", StringComparison.Ordinal)));

    [Fact]
    public void No_form_from_after_a_repair_is_accused_of_anything() =>
        Assert.All(CorpusSource.All.Where(s => !s.IsBefore), s => Assert.Empty(s.Expected));

    [Fact]
    public void Every_form_from_before_is_accused_but_those_that_always_tested() => Assert.Equal(
        TestedAlways,
        CorpusSource.All.Where(s => s.IsBefore && s.Expected.Count == 0).Select(s => s.Name[..^".before".Length]));

    [Fact]
    public void Every_rule_is_needed_somewhere() => Assert.Equal(
        RuleCatalogue.All.Select(r => r.Descriptor.Id).Except(NoMistakeInCode),
        CorpusSource.All.SelectMany(s => s.Expected).Select(e => e.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_bug_is_there_before_and_after() => Assert.Equal(
        Enumerable.Range(1, 38).SelectMany(n => new[] { $"{n:00}.after", $"{n:00}.before" }),
        In("Bugs").Select(s => s.Number + s.Name[s.Name.LastIndexOf('.')..]).Order(StringComparer.Ordinal));

    [Fact]
    public void The_bugs_name_the_mistake_and_its_repair() =>
        Assert.All(In("Bugs"), s => Assert.Matches(@"^// \d+\. M\d+(, M\d+)*\. [^(]*\([^)]+\)", s.Text.ReplaceLineEndings(" ")));

    [Fact]
    public void What_no_commit_repairs_is_there_before_and_after_and_names_the_mistake()
    {
        Assert.All(In("Mistakes"), s => Assert.Matches(@"^// \d+\. M\d+\. ", s.Text));
        Assert.All(In("Mistakes").GroupBy(s => s.Number), form => Assert.Equal([".after", ".before"], form.Select(s => s.Name[s.Name.LastIndexOf('.')..])));
    }

    [Fact]
    public void All_ten_shapes_are_there() =>
        Assert.Equal(Enumerable.Range(1, 10).Select(n => n.ToString("00", CultureInfo.InvariantCulture)), In("Shapes").Select(s => s.Number));

    [Fact]
    public void There_are_enough_harmless_variants() => Assert.InRange(In("Harmless").Count(), 60, int.MaxValue);

    [Fact]
    public void Every_file_says_first_what_it_is() =>
        Assert.All(CorpusSource.All, s => Assert.StartsWith($"// {s.Number.TrimStart('0')}. ", s.Text, StringComparison.Ordinal));

    [Fact]
    public void No_two_files_have_the_same_code() =>
        Assert.Equal(CorpusSource.All.Length - TestedAlways.Length, CorpusSource.All.Select(s => Code(s.Text)).Distinct().Count());

    private static IEnumerable<CorpusSource> In(string room) => CorpusSource.All.Where(s => s.Room == room);

    private static string Code(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal)));
}
