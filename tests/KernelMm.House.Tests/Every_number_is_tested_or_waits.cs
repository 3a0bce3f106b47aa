using System.Text.RegularExpressions;
using KernelMm.Testing;

namespace KernelMm.House.Tests;

/// <summary>The acceptance tests by their numbers: each is in the name of a test, or in the list of what waits, or says which half is where.</summary>
public sealed partial class Every_number_is_tested_or_waits
{
    private const string Nothing = "–";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "KernelMm.Tests");

    private static string[] Numbers => File.ReadAllLines(Path.Combine(Folder, "Numbers.txt"));

    [Fact]
    public void Each_is_in_one_place()
    {
        HashSet<string> tested = Tested();
        Dictionary<string, string> waiting = Waiting().ToDictionary(row => row.Number, row => row.TestedHalf);
        Assert.Empty(Numbers.Where(number => !tested.Contains(number) && !waiting.ContainsKey(number)).Select(number => $"{number} is nowhere"));
        Assert.Empty(Numbers
            .Where(number => waiting.ContainsKey(number) && tested.Contains(number) != (waiting[number] != Nothing))
            .Select(number => $"{number} {(tested.Contains(number) ? "is tested, and waits as a whole" : "is tested by half, it says, and is not")}"));
    }

    [Fact]
    public void No_other_number_is_tested_or_waits()
    {
        Assert.Empty(Tested().Except(Numbers));
        Assert.Empty(Waiting().Select(row => row.Number).Except(Numbers));
    }

    [Fact]
    public void What_waits_says_what_it_is_and_what_it_waits_for_once()
    {
        (string Number, string Says, string TestedHalf, string WaitsFor)[] rows = Waiting();
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Length, rows.DistinctBy(row => row.Number).Count());
        Assert.All(rows, row => Assert.True(row.Says.Length > 10 && row.WaitsFor.Length >= 3, row.Number));
    }

    [Theory]
    [InlineData("    public void B4_B5_Giving_it_back()", "B4 B5")]
    [InlineData("    public void R10_2_give_the_child_a_copy()", "R10.2")]
    [InlineData("    public void R13_1_R13_2_cold()", "R13.1 R13.2")]
    [InlineData("    public async Task N7_so_many()", "N7")]
    [InlineData("    public void Two_at_a_time_N8()", "")]
    public void The_number_of_a_test_is_in_front_of_its_name(string line, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', NumbersOf(line)));

    private static HashSet<string> Tested() =>
    [
        .. new[] { Folder, Path.Combine(Repository.Root, "tests", "KernelMm.Exploration.Tests") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !IsBuilt(file))
            .SelectMany(File.ReadLines)
            .SelectMany(NumbersOf),
    ];

    private static bool IsBuilt(string file) =>
        file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal);

    private static IEnumerable<string> NumbersOf(string line) =>
        Named().Match(line).Groups["number"].Captures.Select(capture => capture.Value.Replace('_', '.'));

    private static (string Number, string Says, string TestedHalf, string WaitsFor)[] Waiting() =>
    [
        .. File.ReadLines(Path.Combine(Folder, "Waiting.md"))
            .Where(line => Row().IsMatch(line))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2], cells[3], cells[4])),
    ];

    [GeneratedRegex(@"^\s+public (?:void|async Task) (?:(?<number>[BCHJMNOP]\d+|R\d+_\d+)_)+")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| [A-Z]\d+")]
    private static partial Regex Row();
}
